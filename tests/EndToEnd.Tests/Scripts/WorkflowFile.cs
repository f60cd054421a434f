using YamlDotNet.RepresentationModel;

namespace HotPath.EndToEnd.Tests.Scripts;

/// <summary>A workflow or an action of .github, as YAML.</summary>
internal sealed class WorkflowFile
{
    private WorkflowFile(string path, YamlMappingNode root)
    {
        Path = path;
        Root = root;
    }

    /// <summary>From the repository's root.</summary>
    public string Path { get; }

    public YamlMappingNode Root { get; }

    public bool IsAction => System.IO.Path.GetFileName(Path) == "action.yml";

    public static IReadOnlyList<string> AllPaths { get; } =
    [
        .. Directory.EnumerateFiles(System.IO.Path.Combine(SourceFolder.Root, ".github"), "*.yml", SearchOption.AllDirectories)
            .Select(file => System.IO.Path.GetRelativePath(SourceFolder.Root, file).Replace('\\', '/')).Order(StringComparer.Ordinal),
    ];

    public static WorkflowFile Read(string path)
    {
        using StreamReader file = new(System.IO.Path.Combine(SourceFolder.Root, path));
        YamlStream yaml = [];
        yaml.Load(file);
        return new WorkflowFile(path, Assert.IsType<YamlMappingNode>(Assert.Single(yaml.Documents).RootNode));
    }

    /// <summary>Of all jobs.</summary>
    public IReadOnlyList<YamlMappingNode> Steps()
    {
        IEnumerable<YamlMappingNode> holders = IsAction ? [Mapping(Root, "runs")] : Mapping(Root, "jobs").Children.Values.Cast<YamlMappingNode>();
        return [.. holders.SelectMany(holder => ((YamlSequenceNode)holder["steps"]).Children).Cast<YamlMappingNode>()];
    }

    public static YamlMappingNode Mapping(YamlMappingNode node, string key) => node.Children.TryGetValue(key, out YamlNode? value) ? (YamlMappingNode)value : new YamlMappingNode();

    public static string? Text(YamlMappingNode node, string key) => node.Children.TryGetValue(key, out YamlNode? value) ? ((YamlScalarNode)value).Value : null;
}
