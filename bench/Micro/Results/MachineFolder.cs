using System.Text;

namespace HotPath.Micro.Results;

/// <summary>The folder with one machine's tables: <c>CLASS.md</c> and <c>CLASS.json</c> for each benchmark class, and <see cref="VersionsFile"/>.</summary>
/// <remarks>A reader sees each file as it was or as it is now, never a part.</remarks>
internal sealed class MachineFolder(string path)
{
    public string FullName { get; } = Path.GetFullPath(path);

    /// <summary>Writes a table, or replaces it; the others stay as they are.</summary>
    public void Write(string table, string markdown, string json, IReadOnlyList<KeyValuePair<string, string>> facts)
    {
        Directory.CreateDirectory(FullName);
        string versionsPath = Path.Combine(FullName, VersionsFile.Name);
        VersionsFile versions = new(File.Exists(versionsPath) ? File.ReadAllText(versionsPath) : "");
        versions.Set(table, facts);

        Replace($"{table}.json", json);
        Replace($"{table}.md", markdown);
        Replace(VersionsFile.Name, versions.ToString());
    }

    private void Replace(string fileName, string text)
    {
        string target = Path.Combine(FullName, fileName);
        string temporary = target + ".tmp";
        using (FileStream file = new(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            file.Write(Encoding.UTF8.GetBytes(text));
            file.Flush(flushToDisk: true); // before the rename, or a crash of the machine may leave an empty file under the name
        }

        File.Move(temporary, target, overwrite: true);
    }
}
