using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using HotPath.Gate.Peers;
using HotPath.Gate.Peers.Servers;
using HotPath.Soak.Content;
using HotPath.Soak.Scenarios;

namespace HotPath.EndToEnd.Tests.Gate.Peers;

public class ServersTests
{
    [Fact]
    public void RequestsIn_StatusPageOfNginx_IsTheThirdCount()
    {
        const string page = "Active connections: 51 \nserver accepts handled requests\n 674 674 1200953 \nReading: 0 Writing: 51 Waiting: 0 \n";

        Assert.Equal(1_200_953, NginxServer.RequestsIn(page));
    }

    [Fact]
    public void RequestsIn_AnotherPage_SaysWhatWasExpected() =>
        Assert.Contains("three counts", Assert.Throws<InvalidOperationException>(() => NginxServer.RequestsIn("<html>")).Message, StringComparison.Ordinal);

    [Fact]
    public void AddressesIn_LineThatSaysReady_HasThemInOrder() => Assert.Equal(
        [new Uri("http://127.0.0.1:4001"), new Uri("http://127.0.0.1:4002"), new Uri("https://127.0.0.1:4003")],
        GatewayServer.AddressesIn("READY http://127.0.0.1:4001 h2c://127.0.0.1:4002 https://127.0.0.1:4003"));

    [Fact]
    public void AddressesIn_AnotherLine_HasNone() => Assert.Empty(GatewayServer.AddressesIn("CA /some/file"));

    [Fact]
    public void CountsIn_StatsOfTheGateway_AreThoseOfChat()
    {
        using JsonDocument stats = JsonDocument.Parse(
            """{"requests":{"chat":{"200":40,"429":2},"models":{"200":7},"other":{"404":9}},"tokens":4100,"process":{"allocatedBytes":77}}""");

        Assert.Equal(new ServerCounts(42, 4_100, 77), GatewayServer.CountsIn(stats.RootElement));
    }

    public static TheoryData<string> WorksOfTheGateway() =>
        [.. WorkCatalog.All().Where(work => work.Server == ServerKind.Gateway).Select(work => work.Name)];

    [Theory]
    [MemberData(nameof(WorksOfTheGateway))]
    public void ConfigurationOf_AnyWork_IsOneThatSoakReads(string name)
    {
        Work work = WorkCatalog.All().Single(work => work.Name == name);

        GatewayReading reading = ScenarioReader.ReadGateway(Encoding.UTF8.GetBytes(GatewayServer.ConfigurationOf(work)), "gateway.json");

        Assert.Empty(reading.Problems);
        SplitMix64 draws = new(1);
        if (work.Pace is { } pace)
        {
            Assert.Equal(pace.IntervalMs * 1e6, reading.Settings!.TimeToFirstToken.Draw(ref draws));
            Assert.Equal(pace.IntervalMs * 1e6, reading.Settings.InterTokenLatency.Draw(ref draws));
            Assert.Equal(pace.Events, reading.Settings.Tokens.Draw(ref draws));
        }
    }

    [Fact]
    public void Stream_Events_AreAsManyAsItSays()
    {
        using MemoryStream stream = new(Encoding.UTF8.GetBytes(StaticAnswers.Stream()));

        string[] events = [.. SseParser.Create(stream).Enumerate().Select(item => item.Data)];

        Assert.Equal(Work.EventsOfStream, events.Length);
        Assert.Equal("[DONE]", events[^1]);
        Assert.All(events.SkipLast(1), data => JsonDocument.Parse(data).Dispose());
    }

    [Fact]
    public void Small_Answer_IsJsonThatStandsInSingleQuotes()
    {
        using JsonDocument answer = JsonDocument.Parse(StaticAnswers.Small);

        Assert.DoesNotContain('\'', StaticAnswers.Small);
        Assert.Equal(437, StaticAnswers.Small.Length); // what the works' description rounds
        Assert.False(answer.RootElement.TryGetProperty("system_fingerprint", out _)); // it would be a simulated gateway's, and verified
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void RequestBody_OfEither_IsJsonWithAllThatHotPathSends(bool stream)
    {
        using JsonDocument body = JsonDocument.Parse(StaticAnswers.RequestBody(stream));

        Assert.Equal(stream, body.RootElement.GetProperty("stream").GetBoolean());
        Assert.Equal(1_234_567_890_123_456_789, body.RootElement.GetProperty("seed").GetInt64());
    }
}
