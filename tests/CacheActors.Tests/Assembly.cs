global using Shouldly;
global using Xunit;

// The tests use ffmpeg, links, pipes and permissions as Unix has them.
[assembly: System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
