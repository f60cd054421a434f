namespace HotPath.EndToEnd.Tests;

/// <summary>A folder of a test's own, gone after it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string FullName { get; } = Directory.CreateTempSubdirectory("hotpath-tests-").FullName;

    /// <returns>A new folder in this one that holds one file.</returns>
    public string AddFolderWith(string folder, string file)
    {
        string path = Path.Combine(FullName, folder);
        Directory.CreateDirectory(path);
        File.WriteAllText(Path.Combine(path, file), "{}");
        return path;
    }

    /// <returns>The path of a new file with this text.</returns>
    public string AddFile(string name, string text)
    {
        string path = Path.Combine(FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <returns>The path of something that is not there yet.</returns>
    public string NewPath(string name) => Path.Combine(FullName, name);

    public void Dispose() => Directory.Delete(FullName, recursive: true);
}
