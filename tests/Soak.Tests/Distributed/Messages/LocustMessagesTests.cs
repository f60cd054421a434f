using System.Text.Json;
using HotPath.Soak.Distributed;
using HotPath.Soak.Distributed.MessagePack;
using HotPath.Soak.Distributed.Messages;

namespace HotPath.Soak.Tests.Distributed.Messages;

public class LocustMessagesTests
{
    private static readonly LocustMessages Messages = new("host_1");

    [Fact]
    public void Ready_Always_IsTheVersionThatIsNotComparedAndTheId() =>
        Assert.Equal("93AC" + Hex("client_ready") + "FF" + "A6" + Hex("host_1"), Convert.ToHexString(Messages.Ready().Span));

    [Fact]
    public void Statistics_Entry_HasEveryMemberThatTheMasterAddsUp()
    {
        LocustError error = new("chat", "POST", "HTTP 503", 2, FirstSeen: 1_000.5);
        LocustStatistics statistics = new([Figures.Entry("chat", 7)], Figures.Entry("Aggregated", 0), [error]);

        string json = JsonOf(Messages.Statistics(statistics, new Dictionary<string, int> { ["Chat"] = 2, ["Embed"] = 1 }));

        const string Entry = """{"name":"chat","method":"POST","last_request_timestamp":1001.25,"start_time":1000.5,"num_requests":7,"num_none_requests":0,"num_failures":1,"total_response_time":"""
            + """87.5,"max_response_time":200.25,"min_response_time":3.5,"total_content_length":7000,"response_times":{"4":6,"201":1},"num_reqs_per_sec":{"1001":7},"num_fail_per_sec":{"1001":1}}""";
        Assert.StartsWith($$"""["stats",{"stats":[{{Entry}}],"stats_total":{"name":"Aggregated",""", json, StringComparison.Ordinal);
        Assert.Contains("""_time":0,"min_response_time":null,""", json, StringComparison.Ordinal);
        Assert.Contains(""":{"name":"chat","method":"POST","error":"HTTP 503","occurrences":2,"first_seen":1000.5,"last_seen":null}}""", json, StringComparison.Ordinal);
        Assert.EndsWith(""","user_classes_count":{"Chat":2,"Embed":1},"user_count":3},"host_1"]""", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Statistics_SameErrorTwice_IsOneOfBoth()
    {
        LocustError[] errors = [new("chat", "POST", "timeout", 2, 10, 20), new("chat", "POST", "timeout", 3, 5, 30), new("chat", "GET", "timeout", 1)];

        string json = JsonOf(Messages.Statistics(Figures.Of(1) with { Errors = errors }, new Dictionary<string, int>()));

        Assert.Contains("""{"name":"chat","method":"POST","error":"timeout","occurrences":5,"first_seen":5,"last_seen":30}""", json, StringComparison.Ordinal);
        Assert.Contains("""{"name":"chat","method":"GET","error":"timeout","occurrences":1,"first_seen":null,"last_seen":null}""", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Statistics_FigureThatIsNoNumber_Throws(double figure)
    {
        LocustStatistics statistics = Figures.Of(1);

        Assert.Throws<ArgumentException>(() => Messages.Statistics(statistics with { Total = statistics.Total with { MaxMs = figure } }, new Dictionary<string, int>()));
    }

    [Fact]
    public void File_Part_HasItsPlaceAndItsBytes()
    {
        WorkerFilePart part = new("intervals.ndjson", Offset: 70_000, new byte[] { 0, 255 }, Replaces: false);

        Dictionary<object, object?> data = Assert.IsType<Dictionary<object, object?>>(Read(Messages.File(part, sequence: 3))[1]);

        Assert.Equal(new Dictionary<object, object?> { ["file"] = "intervals.ndjson", ["offset"] = 70_000L, ["replaces"] = false, ["bytes"] = new byte[] { 0, 255 }, ["sequence"] = 3L }, data);
    }

    [Fact]
    public void Heartbeat_State_IsWithCpuAndMemory() =>
        Assert.Equal("""["heartbeat",{"state":"ready","current_cpu_usage":12.5,"current_memory_usage":4096},"host_1"]""", JsonOf(Messages.Heartbeat("ready", 12.5, 4096)));

    private static string Hex(string text) => Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(text));

    private static List<object?> Read(ReadOnlyMemory<byte> message)
    {
        Assert.True(MessagePackReader.TryReadWhole(message.Span, out object? value, out string? problem), problem);
        return Assert.IsType<List<object?>>(value);
    }

    private static string JsonOf(ReadOnlyMemory<byte> message) => JsonSerializer.Serialize(AsJson(Read(message)));

    private static object? AsJson(object? value) => value switch
    {
        List<object?> list => list.Select(AsJson).ToArray(),
        Dictionary<object, object?> map => map.ToDictionary(pair => pair.Key.ToString()!, pair => AsJson(pair.Value)),
        _ => value,
    };
}
