using System.Text.Json;
using HotPath.EndToEnd.Tests.Peers;

namespace HotPath.EndToEnd.Tests.Histograms;

/// <summary>hdr-histogram-js under Node, through the two scripts in the folder <c>node</c>.</summary>
internal sealed class NodeHistograms
{
    private static readonly string Folder = SourceFolder.PathOf("Histograms", "node");

    private readonly string _node;

    private NodeHistograms(string node) => _node = node;

    /// <summary>Skips the test, or fails it, where Node or the package is missing.</summary>
    public static NodeHistograms Find()
    {
        string node = Peer.Require("node", "apt-get install -y --no-install-recommends nodejs npm");
        Peer.RequireFile(
            "hdr-histogram-js",
            [Path.Combine(Folder, "node_modules", "hdr-histogram-js", "package.json")],
            "npm ci --prefix tests/EndToEnd.Tests/Histograms/node");
        return new NodeHistograms(node);
    }

    /// <returns>By tag, what it finds.</returns>
    public async Task<Dictionary<string, LogFigures>> ReadAsync(string log, CancellationToken cancellationToken)
    {
        string json = await PeerCommand.RunAsync(_node, [Path.Combine(Folder, "read-log.mjs"), log], input: "", cancellationToken);
        return JsonSerializer.Deserialize<Dictionary<string, LogFigures>>(json, JsonSerializerOptions.Web)!;
    }

    /// <returns>The text of a log.</returns>
    public Task<string> WriteAsync(IReadOnlyList<KnownInterval> intervals, CancellationToken cancellationToken) =>
        PeerCommand.RunAsync(_node, [Path.Combine(Folder, "write-log.mjs")], JsonSerializer.Serialize(intervals, JsonSerializerOptions.Web), cancellationToken);
}
