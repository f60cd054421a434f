using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using HotPath.Soak.Dashboard;
using HotPath.Soak.Reports;
using HotPath.Soak.Tests.Reports;

namespace HotPath.Soak.Tests.Dashboard;

public class LiveEventTests
{
    private static FeedSnapshot Hostile
    {
        get
        {
            string name = SampleRuns.HostileName + "<script>alert(1)</script>'\"</div>";
            return Feeds.Ended with
            {
                Introduction = new RunIntroduction(name, name, name, name, TimeSpan.Zero, TimeSpan.FromSeconds(1), name),
                Run = SampleRuns.Hostile with { Reasons = [name], Scenario = name },
            };
        }
    }

    public static TheoryData<string> Snapshots => ["none", "starting", "measuring", "ended", "hostile", "long"];

    [Theory]
    [MemberData(nameof(Snapshots))]
    public void Render_AnySnapshot_IsOneEventOfWellFormedParts(string name)
    {
        FeedSnapshot feed = Named(name);

        SseItem<string> read = Assert.Single(SseParser.Create(new MemoryStream(LiveEvent.Render(feed, PageWidth.Wide))).Enumerate());

        Assert.Equal("run", read.EventType);
        Assert.Equal(feed.Version.ToString(System.Globalization.CultureInfo.InvariantCulture), read.EventId);
        Assert.True(read.ReconnectionInterval > TimeSpan.Zero);
        Dictionary<string, string> parts = PartsOf(read.Data);
        Assert.All(parts, part => XElement.Parse($"<part>{part.Value}</part>"));
        string page = Encoding.UTF8.GetString(PageAsset.All.Single(asset => asset.Path == "/").Content);
        Assert.All(parts.Keys, id => Assert.Contains($"id=\"{id}\"", page, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Render_HostileNames_AreTextAndNothingElse(int width)
    {
        string text = Encoding.UTF8.GetString(LiveEvent.Render(Hostile, (PageWidth)width));

        string data = text[(text.IndexOf("data: ", StringComparison.Ordinal) + 6)..].TrimEnd('\n');
        foreach ((string id, string html) in PartsOf(data))
        {
            string[] elements = [.. XElement.Parse($"<part>{html}</part>").Descendants().Select(element => element.Name.LocalName).Distinct()];
            Assert.DoesNotContain("script", elements);
            Assert.True(!elements.Contains("b"), $"{id} has an element of the hostile name.");
        }

        Assert.DoesNotContain(text, c => c is '\u001b' or '\u0007' or '\u009b' or '\u202e' or '\u2028' or '\u0085');
        Assert.Contains("&lt;script&gt;", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_Measuring_HasEveryPlotOverOneAxis()
    {
        string plots = Part(Feeds.Measuring, "plots");

        XElement[] svgs = [.. XElement.Parse($"<part>{plots}</part>").Elements()];
        string[] titles = [.. svgs.Select(svg => svg.Elements().First().Value)];
        string[] axes = [.. svgs.Select(svg => svg.Elements().First(element => (string?)element.Attribute("class") == "hp-axis").Attribute("d")!.Value.Split(' ')[0])];
        Assert.Equal(
            ["Requests, a second", "Time to first token, ms", "Gap between events, ms", "Open", "Not completed, a second", "CPU, % of one core",
             "GC pauses, ms a second", "Heap, MiB after its last collection"],
            titles);
        Assert.Single(axes.Distinct());
    }

    [Fact]
    public void Render_LongRun_SaysWhatAPointStandsFor()
    {
        Assert.Contains("each point stands for 4 intervals", Part(Named("long"), "plots"), StringComparison.Ordinal);
        Assert.DoesNotContain("stands for", Part(Feeds.Measuring, "plots"), StringComparison.Ordinal);
    }

    [Fact]
    public void Render_Measuring_CarriesStateInTheTitle()
    {
        using JsonDocument data = JsonDocument.Parse(Data(Feeds.Measuring));

        Assert.Equal("PASSING SO FAR: streaming-soak", data.RootElement.GetProperty("title").GetString());
        Assert.False(data.RootElement.GetProperty("ended").GetBoolean());
        Assert.Contains("measuring, 12 s of 30 s", Part(Feeds.Measuring, "progress"), StringComparison.Ordinal);
    }

    private static FeedSnapshot Named(string name) => name switch
    {
        "none" => new FeedSnapshot(),
        "starting" => new FeedSnapshot { Stage = RunStage.Starting, Introduction = Feeds.Introduction },
        "measuring" => Feeds.Measuring,
        "ended" => Feeds.Ended,
        "hostile" => Hostile,
        _ => Feeds.Measuring with { IntervalsPerPoint = 4 },
    };

    private static string Data(FeedSnapshot feed) => SseParser.Create(new MemoryStream(LiveEvent.Render(feed, PageWidth.Wide))).Enumerate().Single().Data;

    private static string Part(FeedSnapshot feed, string id) => PartsOf(Data(feed))[id];

    private static Dictionary<string, string> PartsOf(string data)
    {
        using JsonDocument json = JsonDocument.Parse(data);
        return json.RootElement.GetProperty("parts").EnumerateObject().ToDictionary(part => part.Name, part => part.Value.GetString()!);
    }
}
