using System.Text.Json;
using HotPath.Analysis.Results;

namespace HotPath.Tests.Results;

/// <summary>Holds the member names of the files to the contract, which others read without this library.</summary>
public class RunJsonContractTests
{
    private const string Latencies =
        "scheduleLag receiveLag blocked connect tlsFull tlsResumed headers headersService firstEvent firstEventService ttft ttftService " +
        "firstReasoning firstReasoningService firstContent firstContentService gap itl stall tpot e2e e2eService";

    private const string Requests = "scheduled started finished notStarted heldBack ratePerSecond errorRate errors givenUp cutOff good goodput bytesSent byOutcome byStatus";
    private const string Streams = "opened completed truncated corrupt events tokens bytes tokensPerSecond tokensPerSecondPerStream openPeak";
    private const string Summary = "count min mean p10 p25 p50 p75 p90 p95 p99 p999 p9999 max overRange";

    private const string Process =
        "cpuPercent gc allocatedBytesPerEvent allocatedBytesPerRequest allocatedMBPerSecond heap heapSlopeMBPerHour rssSlopeMBPerHour rssPeakMB rss " +
        "threads openFiles threadPool lockContentions exceptions timers";

    private const string Gc = "gen0 gen1 gen2 requested unrequestedGen2 pauseMs pausePercent pause requestedPause mode";
    private const string GroupConnections = "opened reused perRequest closedByPeer closed failed";
    private const string Tls = "full resumed resumedShare cpuMsPerHandshake cpuMsPerFull cpuMsPerResumed cpuShare protocols ciphers failed failures";

    [Theory]
    [InlineData("", "schemaVersion id scenario seed startedAt durationSeconds recordedSeconds topology environment worker workers complete stoppedEarly resumes plannedRequests modelsListed verdict " +
        "reasons exitCode warmUp thresholds alerts influx requests streams retries conversations integrity checks latency groups by fairness cache metrics cost " +
        "connections tls ramp disturbances trends gatewayRestarts generator gateway watched telemetry")]
    [InlineData("trends one", "verdict reason fails unit budgetPerHour slopePerHour low high p lastThirdPerHour points oneOffSteps changePoints")]
    [InlineData("trends one changePoints", "atSeconds from to")]
    [InlineData("environment", "version operatingSystem architecture processor processorCount memoryMB runtime garbageCollector target command")]
    [InlineData("worker", "master node index mostUsers clockOffsetSeconds testEnded")]
    [InlineData("workers", "node index folder startedAt clockOffsetSeconds durationSeconds seed mostUsers requests ratePerSecond errorRate streams openPeak ttftP99 cpuPercent " +
        "processorCount complete verdict reasons remarks")]
    [InlineData("warmUp", "requests")]
    [InlineData("resumes", "atSeconds gapSeconds resumedAt")]
    [InlineData("thresholds", "expression actual passed low high")]
    [InlineData("alerts", "windowSeconds forSeconds fired firing limits atTheEndOnly webhook")]
    [InlineData("alerts limits", "expression fired firingSeconds isFiring")]
    [InlineData("alerts webhook", "sent failed dropped problem")]
    [InlineData("influx", "sent failed dropped problem")]
    [InlineData("requests", Requests)]
    [InlineData("streams", Streams)]
    [InlineData("integrity", "verified lost repeated reordered altered wrongUsage gatewayAgrees differences notCompared")]
    [InlineData("latency", Latencies)]
    [InlineData("latency ttft", Summary)]
    [InlineData("retries", "attempts requests recovered overBudget")]
    [InlineData("conversations", "started completed broken laterTurns")]
    [InlineData("groups one", Latencies + " requests streams mix connections tls")]
    [InlineData("groups one connections", GroupConnections)]
    [InlineData("groups one tls", Tls)]
    [InlineData("groups one mix", "asked actual")]
    [InlineData("groups one requests", Requests)]
    [InlineData("streams tokensPerSecondPerStream", "count min mean p1 p5 p10 p25 p50 p75 p90 p99 max")]
    [InlineData("requests errors", "http timeout connection content check cancelled")]
    [InlineData("checks", "passed failed byName")]
    [InlineData("checks byName one", "passed failed")]
    [InlineData("by", "model tenant provider route cache endpoint status transport")]
    [InlineData("by cache one", "requests failed errorRate timeouts connectionErrors ratePerSecond tokens bytes bytesPerRequest headers ttft e2e e2eService")]
    [InlineData("cache", "hitRate hits misses bypass hitVsMissMs hitVsMissP95Ms missVsBypassMs")]
    [InlineData("cache hitVsMissMs", "low estimate high")]
    [InlineData("metrics one", "count rate sum sumPerSecond min mean p10 p25 p50 p75 p90 p95 p99 p999 max")]
    [InlineData("cost", "currency total warmUp per1000Requests byModel perMillionTokens otherCurrency otherRate unpriced budget budgetReached")]
    [InlineData("connections", GroupConnections + " openAtStart open openPeak idle churnPerSecond waiting waitingPeak max openFilesLimit socketsAllowed ports portsLeft timeWaitPeak " +
        "byState ageSeconds requestsEach")]
    [InlineData("connections closed", "fin reset asked idle lifetime afterRequests error timeout givenUp endOfRun")]
    [InlineData("connections ageSeconds", "count min mean p50 p90 p99 max")]
    [InlineData("tls", Tls)]
    [InlineData("generator", Process)]
    [InlineData("generator gc", Gc)]
    [InlineData("generator gc pause", Summary)]
    [InlineData("generator heap", "gen0MB gen1MB gen2MB lohMB pohMB afterFullMB fragmentedMB committedMB pinnedObjects")]
    [InlineData("generator rss", "managedMB nativeMB")]
    [InlineData("generator threadPool", "threadsPeak queuePeak completed")]
    [InlineData("watched one", Process + " pid command runtime endedAtSeconds diskReadMB diskWrittenMB networkReceivedMB networkSentMB")]
    [InlineData("telemetry", "cpuPercent allocatedMB allocatedBytesPerEvent")]
    [InlineData("gateway", Process + " pacing")]
    [InlineData("gateway pacing", "ttft gap late poolDelay coalesced coalescedShare held")]
    [InlineData("gateway pacing late", Summary)]
    public void RunJson_FullRun_HasTheMembersOfTheContract(string path, string members)
    {
        using TemporaryFolder temporary = new();
        using ResultFolder folder = ResultFolder.Create(temporary["run"]);
        folder.WriteRun(Filled.Run);

        using JsonDocument written = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder.Path, "run.json")));

        Assert.Equal(Sorted(members), Members(written.RootElement, path));
    }

    [Theory]
    [InlineData("", "startSeconds lengthSeconds requests streams openStreams openConnections connections latency generator gateway watched")]
    [InlineData("latency", Latencies)]
    [InlineData("latency itl", Summary)]
    [InlineData("connections", "opened closed failed idle waiting")]
    [InlineData("generator", "cpuPercent gc heapMB allocatedMB rssMB heapAfterFullMB openFiles threads")]
    public void IntervalsNdjson_FullInterval_HasTheMembersOfTheContract(string path, string members)
    {
        using TemporaryFolder temporary = new();
        using ResultFolder folder = ResultFolder.Create(temporary["run"]);
        folder.Append(Filled.Interval);
        folder.Dispose();

        using JsonDocument written = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder.Path, "intervals.ndjson")));

        Assert.Equal(Sorted(members), Members(written.RootElement, path));
    }

    [Fact]
    public void EventsNdjson_FullEvent_HasTheMembersOfTheContract()
    {
        using TemporaryFolder temporary = new();
        using RunEventLog log = new(Directory.CreateDirectory(temporary["run"]).FullName);
        log.Append(Filled.Event);
        log.Dispose();

        using JsonDocument written = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(temporary["run"], "events.ndjson")));

        Assert.Equal(Sorted("at elapsedSeconds kind text expression actual limit windowSeconds"), Members(written.RootElement, ""));
    }

    private static IEnumerable<string> Members(JsonElement root, string path)
    {
        JsonElement element = root;
        foreach (string step in path.Split(' ', StringSplitOptions.RemoveEmptyEntries)) element = element.GetProperty(step);
        if (element.ValueKind is JsonValueKind.Array) element = element[0];
        return element.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Sorted(string names) => names.Split(' ').Order(StringComparer.Ordinal);
}
