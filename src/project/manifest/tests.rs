//! Manifests as Flutter's templates, Android Studio and people write them.

mod editing;
mod malformed;
mod reading;
mod robust;

use super::Manifest;
use crate::project::edit::{CannotEdit, Edit, edited};

/// What `flutter create` writes today.
const TEMPLATE: &str = r#"<manifest xmlns:android="http://schemas.android.com/apk/res/android">
    <application
        android:label="imdemo"
        android:name="${applicationName}"
        android:icon="@mipmap/ic_launcher">
        <activity
            android:name=".MainActivity"
            android:exported="true"
            android:launchMode="singleTop"
            android:taskAffinity=""
            android:theme="@style/LaunchTheme"
            android:configChanges="orientation|keyboardHidden|keyboard|screenSize|smallestScreenSize|locale|layoutDirection|fontScale|screenLayout|density|uiMode"
            android:hardwareAccelerated="true"
            android:windowSoftInputMode="adjustResize">
            <!-- Specifies an Android theme to apply to this Activity as soon as
                 the Android process has started. -->
            <meta-data
              android:name="io.flutter.embedding.android.NormalTheme"
              android:resource="@style/NormalTheme"
              />
            <intent-filter>
                <action android:name="android.intent.action.MAIN"/>
                <category android:name="android.intent.category.LAUNCHER"/>
            </intent-filter>
        </activity>
        <!-- Don't delete the meta-data below. -->
        <meta-data
            android:name="flutterEmbedding"
            android:value="2" />
    </application>
    <!-- Required to query activities that can process text. -->
    <queries>
        <intent>
            <action android:name="android.intent.action.PROCESS_TEXT"/>
            <data android:mimeType="text/plain"/>
        </intent>
    </queries>
</manifest>
"#;

/// What it wrote when a manifest still had a package.
const OLD_TEMPLATE: &str = r#"<manifest xmlns:android="http://schemas.android.com/apk/res/android"
    package="com.example.imdemo">
   <application
        android:label="imdemo"
        android:icon="@mipmap/ic_launcher">
        <activity
            android:name=".MainActivity"
            android:launchMode="singleTop"
            android:theme="@style/LaunchTheme">
            <intent-filter>
                <action android:name="android.intent.action.MAIN"/>
                <category android:name="android.intent.category.LAUNCHER"/>
            </intent-filter>
        </activity>
        <meta-data
            android:name="flutterEmbedding"
            android:value="2" />
    </application>
</manifest>
"#;

/// The manifest of `src/debug` and `src/profile`.
const DEBUG: &str = r#"<manifest xmlns:android="http://schemas.android.com/apk/res/android">
    <!-- The INTERNET permission is required for development. -->
    <uses-permission android:name="android.permission.INTERNET"/>
</manifest>
"#;

/// An app with everything in it, as one grows over the years.
const FULL: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<manifest xmlns:android="http://schemas.android.com/apk/res/android"
    xmlns:tools="http://schemas.android.com/tools"
    package="com.example.imdemo">

    <!-- 基础权限 -->
    <uses-permission android:name="android.permission.INTERNET" /> <!-- 网络 -->
    <uses-permission android:name="android.permission.READ_PHONE_STATE" tools:node="remove" />
    <uses-permission android:name="android.permission.WRITE_EXTERNAL_STORAGE" android:maxSdkVersion="28"/>
    <!-- <uses-permission android:name="android.permission.CAMERA"/> -->

    <!-- 小米 -->
    <permission android:name="com.example.imdemo.permission.MIPUSH_RECEIVE" android:protectionLevel="signature" />
    <uses-permission android:name="com.example.imdemo.permission.MIPUSH_RECEIVE" />
    <!-- 华为角标 --><uses-permission android:name="com.huawei.android.launcher.permission.CHANGE_BADGE "/>
    <uses-permission-sdk-23 android:name="com.coloros.mcs.permission.RECIEVE_MCS_MESSAGE"/><uses-permission android:name="com.heytap.mcs.permission.RECIEVE_MCS_MESSAGE"/>

    <application
        android:name=".DemoApplication"
        android:label="IM &amp; 推送"
        android:icon="@mipmap/ic_launcher"
        android:usesCleartextTraffic="true"
        tools:replace="android:label">

        <activity android:name=".MainActivity" android:exported="true" android:launchMode="singleTop"
            android:showWhenLocked="true">
            <intent-filter>
                <action android:name="android.intent.action.MAIN"/>
            </intent-filter>
            <intent-filter>
                <action android:name="android.intent.action.MAIN"/>
                <category android:name="android.intent.category.LAUNCHER"/>
            </intent-filter>
        </activity>
        <activity android:name="com.example.push.ClickActivity">
            <intent-filter>
                <action android:name="android.intent.action.VIEW"/>
                <category android:name="android.intent.category.DEFAULT"/>
                <data android:scheme="pushscheme" android:host="${applicationId}" android:path="/message"/>
            </intent-filter>
            <meta-data android:name="com.vivo.push.app_id" android:value="105000001"/>
        </activity>
        <service android:name="com.example.push.OldService" tools:node="remove"/>
        <provider name="androidx.core.content.FileProvider" android:name="androidx.core.content.FileProvider" android:authorities="${applicationId}.provider" android:exported="false"/>

        <meta-data android:name="com.vivo.push.api_key" android:value="" />
        <meta-data android:name='com.vivo.push.app_id' android:value='${VIVO_APPID}' tools:replace='android:value' />
        <meta-data android:name="com.google.firebase.messaging.default_notification_icon" android:resource="@drawable/ic_push"/>
        <uses-permission android:name="android.permission.VIBRATE"/>
    </application>
    <meta-data android:name="com.hihonor.push.app_id" android:value="104000001"/>
</manifest>
"#;

/// Tabs, single quotes, another prefix, an application that closes itself.
const UNUSUAL: &str = "<manifest xmlns:a='http://schemas.android.com/apk/res/android'>\n\t<application a:label='一'\n\t\ta:name='io.flutter.app.FlutterApplication'/>\n</manifest>";

/// Attributes one to a line, each under the first.
const ALIGNED: &str = r#"<manifest xmlns:android="http://schemas.android.com/apk/res/android">
  <uses-permission
      android:name="android.permission.INTERNET"
  />
  <application android:name="${applicationName}"
               android:label="imdemo">
    <meta-data android:name="flutterEmbedding"
               android:value="2"/>
    <![CDATA[ <meta-data android:name="no"/> ]]>
  </application>
</manifest>
"#;

/// All on one line.
const ONE_LINE: &str = r#"<manifest xmlns:android="http://schemas.android.com/apk/res/android"><uses-permission android:name="android.permission.INTERNET"/> <application android:name="a.B"><activity android:name=".C"/></application></manifest>"#;

const ALL: [&str; 7] = [TEMPLATE, OLD_TEMPLATE, DEBUG, FULL, UNUSUAL, ALIGNED, ONE_LINE];

fn read(text: &str) -> Manifest {
    Manifest::read(text).unwrap_or_else(|malformed| panic!("{malformed:?}\n{text}"))
}

/// Makes a change, and makes sure that asking again changes nothing.
fn change(text: &str, change: impl Fn(&Manifest) -> Result<Vec<Edit>, CannotEdit>) -> String {
    let done = edited(text, &change(&read(text)).expect("a change"));
    assert_eq!(change(&read(&done)), Ok(Vec::new()), "{done}");
    done
}

/// The lines of `after` that `before` does not have, where nothing else differs.
fn added(before: &str, after: &str) -> String {
    let start = before.bytes().zip(after.bytes()).take_while(|(old, new)| old == new).count();
    let start = before[..start].rfind('\n').map_or(0, |newline| newline + 1);
    let rest = &before[start..];
    let end = after.len() - rest.len();
    assert_eq!(&after[end..], rest, "more than whole lines were added");
    after[start..end].to_owned()
}
