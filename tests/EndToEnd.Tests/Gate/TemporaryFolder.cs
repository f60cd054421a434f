namespace HotPath.EndToEnd.Tests.Gate;

/// <summary>A folder of a test's own, gone after it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string FullName { get; } = Directory.CreateTempSubdirectory("hotpath-gate-tests-").FullName;

    /// <returns>A new folder in this one that holds one file.</returns>
    public string AddFolderWith(string folder, string file)
    {
        string path = Path.Combine(FullName, folder);
        Directory.CreateDirectory(path);
        File.WriteAllText(Path.Combine(path, file), "{}");
        return path;
    }

    public void Dispose() => Directory.Delete(FullName, recursive: true);
}
