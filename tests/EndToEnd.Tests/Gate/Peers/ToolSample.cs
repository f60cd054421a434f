namespace HotPath.EndToEnd.Tests.Gate.Peers;

/// <summary>What a tool really printed: two seconds at an nginx, 404 where the address has no answer.</summary>
internal static class ToolSample
{
    public static string Read(string file) => File.ReadAllText(PathOf(file));

    public static string PathOf(string file) => SourceFolder.PathOf("Gate", "Peers", "Samples", file);
}
