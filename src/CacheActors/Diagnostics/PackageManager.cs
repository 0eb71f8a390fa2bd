using CacheActors.Processes;

namespace CacheActors.Diagnostics;

/// <summary>How this machine installs programs.</summary>
internal static class PackageManager
{
    /// <summary>The command that installs a package; null when the machine has no package manager we know.</summary>
    public static string? Install(string package)
    {
        if (ProgramPath.Find("brew") is not null)
        {
            return $"brew install {package}";
        }

        var command =
            ProgramPath.Find("apt-get") is not null ? $"apt-get install -y {package}"
            : ProgramPath.Find("dnf") is not null ? $"dnf install -y {package}"
            : ProgramPath.Find("apk") is not null ? $"apk add {package}"
            : null;
        return command is null || Environment.IsPrivilegedProcess ? command : $"sudo {command}";
    }
}
