namespace HotPath.Gate.Peers.Tools;

/// <summary>All load generators that are compared, HotPath's own first.</summary>
internal static class ToolCatalog
{
    public static IReadOnlyList<PeerTool> All { get; } =
    [
        new HotPathTool(overHttp2: false),
        new HotPathTool(overHttp2: true),
        new WrkTool(),
        new H2LoadTool(overHttp2: false),
        new H2LoadTool(overHttp2: true),
        new HeyTool(),
        new LocustTool(),
        new AutocannonTool(),
        new InvokerTool(),
        new StampReaderTool(),
        new SslStreamTool(),
    ];
}
