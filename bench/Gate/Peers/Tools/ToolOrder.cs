using System.Globalization;

namespace HotPath.Gate.Peers.Tools;

/// <summary>One run, as a tool is asked for it.</summary>
/// <param name="Address">Where requests are posted: the whole address.</param>
/// <param name="Folder">An empty folder, the tool's own while it runs.</param>
internal sealed record ToolOrder(Work Work, Uri Address, RunTimes Times, string Folder)
{
    /// <summary>What a request carries beside its body, the same for every tool.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers =>
    [
        new("Authorization", $"Bearer {Servers.StaticAnswers.ApiKey}"),
        new("Accept", Work.Streams ? "text/event-stream" : "application/json"),
        new("Content-Type", "application/json"),
    ];

    public string Body => Servers.StaticAnswers.RequestBody(Work.Streams);

    public string TotalSeconds => Times.Total.ToString(CultureInfo.InvariantCulture);

    public string Connections => Work.Connections.ToString(CultureInfo.InvariantCulture);

    /// <summary>For tools that take a rate for each connection: they share it out.</summary>
    public string? RateOfConnection => Work.RatePerSecond is { } rate ? (rate / Work.Connections).ToString(CultureInfo.InvariantCulture) : null;

    public string PathOf(string file) => Path.Combine(Folder, file);

    /// <summary>Writes the body for tools that read it from a file.</summary>
    public string WriteBody()
    {
        string path = PathOf("body.json");
        File.WriteAllText(path, Body);
        return path;
    }
}
