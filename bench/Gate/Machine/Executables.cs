namespace HotPath.Gate.Machine;

/// <summary>Where programs lie.</summary>
internal static class Executables
{
    /// <summary>Where a daemon lies on Debian, which is not on the path of every user.</summary>
    private static readonly string[] SystemFolders = ["/usr/local/sbin", "/usr/sbin", "/sbin"];

    /// <returns>The full path; null where there is none.</returns>
    public static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Concat(SystemFolders)
        .Select(folder => Path.GetFullPath(Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    /// <summary>Another of this repository's programs, as it was built: in its project's output folder, in the configuration of this one.</summary>
    /// <param name="project">From the repository's root, such as <c>bench/Soak</c>.</param>
    /// <returns>Null where it was not built.</returns>
    public static string? FindBuilt(string project, string name)
    {
        DirectoryInfo? framework = new(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)); // bin/Release/net10.0
        DirectoryInfo? root = framework;
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "HotPath.sln"))) root = root.Parent;
        if (root is null || framework.Parent is not { } configuration) return null;

        string path = Path.Combine(root.FullName, project, "bin", configuration.Name, framework.Name, name);
        return File.Exists(path) ? path : null;
    }

    /// <summary>This program again, whatever hosts it now.</summary>
    public static Launch Own(IReadOnlyList<string> arguments)
    {
        string own = typeof(Executables).Assembly.Location;
        string running = Environment.ProcessPath ?? "";
        if (Path.GetFileNameWithoutExtension(running) == Path.GetFileNameWithoutExtension(own)) return new Launch(running, arguments);

        string host = Path.GetFileNameWithoutExtension(running) == "dotnet" ? running : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        return new Launch(host, [own, .. arguments]);
    }
}
