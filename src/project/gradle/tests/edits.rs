use super::groovy;
