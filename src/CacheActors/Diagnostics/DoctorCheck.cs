namespace CacheActors.Diagnostics;

/// <summary>One thing a cache needs from its machine.</summary>
/// <param name="Name">What was looked at, for example <c>ffmpeg</c>.</param>
/// <param name="Ok">False when it is missing or does not work.</param>
/// <param name="Detail">What was found: a version, a path, an error and what to do about it.</param>
/// <param name="Fix">A shell command that mends it; null when nothing is wrong or no command can.</param>
public sealed record DoctorCheck(string Name, bool Ok, string Detail, string? Fix = null);
