using System.Text;
using System.Text.Json;

namespace HotPath.Tests.Sse;

/// <summary>One case of sse-format-cases.json.</summary>
internal sealed record FormatCase(
    string Name, string? Input, FormatCase.ExpectedEvent[]? Events, long? Retry, string? ContentType, string? Expect)
{
    private static readonly IReadOnlyDictionary<string, FormatCase> All = Load();

    public static TheoryData<string> Streams => [.. All.Values.Where(c => c.Input is not null).Select(c => c.Name)];

    public static TheoryData<string> ContentTypes => [.. All.Values.Where(c => c.ContentType is not null).Select(c => c.Name)];

    public byte[] InputBytes => Encoding.UTF8.GetBytes(Input!);

    public IEnumerable<SeenEvent> ExpectedEvents => Events!.Select(e => new SeenEvent(Seen(e.Type), Seen(e.Data), Seen(e.Id)));

    public TimeSpan? ExpectedReconnectionTime => Retry is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null;

    public static FormatCase Named(string name) => All[name];

    private static string Seen(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    private static Dictionary<string, FormatCase> Load()
    {
        using Stream file = typeof(FormatCase).Assembly.GetManifestResourceStream("sse-format-cases.json")!;
        return JsonSerializer.Deserialize<Table>(file, JsonSerializerOptions.Web)!.Cases.ToDictionary(c => c.Name);
    }

    internal sealed record ExpectedEvent(string Type, string Data, string Id);

    private sealed record Table(FormatCase[] Cases);
}
