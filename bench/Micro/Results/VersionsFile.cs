using System.Text;

namespace HotPath.Micro.Results;

/// <summary>Versions.txt: for each table of a machine's folder, what it was recorded with. Tables recorded later do not touch the others.</summary>
internal sealed class VersionsFile
{
    public const string Name = "Versions.txt";

    private const string Introduction = "What each table of this folder was recorded with. Written with the tables; not edited by hand.";
    private const int FactWidth = 18;

    private readonly SortedDictionary<string, string> _sections = new(StringComparer.Ordinal);

    /// <param name="text">The file as it is; empty where there is none.</param>
    public VersionsFile(string text)
    {
        foreach (string section in text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(part => part.Trim('\n')))
        {
            if (section.Length > 0 && section != Introduction) _sections[section.Split('\n')[0]] = section;
        }
    }

    public IEnumerable<string> Tables => _sections.Keys;

    public void Set(string table, IReadOnlyList<KeyValuePair<string, string>> facts) =>
        _sections[table] = string.Join('\n', [table, .. facts.Select(fact => $"  {fact.Key.PadRight(FactWidth)}{fact.Value}")]);

    public override string ToString()
    {
        StringBuilder text = new(Introduction + "\n");
        foreach (string section in _sections.Values) text.Append('\n').Append(section).Append('\n');
        return text.ToString();
    }
}
