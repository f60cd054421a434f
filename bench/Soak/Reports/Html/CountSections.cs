using HotPath.Analysis.Results;
using HotPath.Soak.Reports.Answers;

namespace HotPath.Soak.Reports.Html;

/// <summary>What was counted: requests and how they ended, streams and whether they are whole, connections.</summary>
internal static class CountSections
{
    public static void Write(HtmlWriter html, RunResult run)
    {
        html.Open("div", "cards");
        Card(html, "Requests", RunFacts.Requests(run));
        Card(html, "Outcomes", RunFacts.Counts(run.Requests.ByOutcome));
        Card(html, "Statuses", RunFacts.Counts(run.Requests.ByStatus));
        CardWhereAny(html, "Errors", AnswerPhrases.Errors(run.Requests));
        CardWhereAny(html, "Cache", AnswerPhrases.Cache(run.Cache));
        CardWhereAny(html, "Fairness", AnswerPhrases.Fairness(run.Fairness));
        CardWhereAny(html, "Webhook", AlertFacts.Output(run.Alerts?.Webhook));
        CardWhereAny(html, "InfluxDB", AlertFacts.Output(run.Influx));
        Card(html, "Streams", RunFacts.Streams(run.Streams));
        Card(html, "Integrity", RunFacts.Integrity(run.Integrity));
        Card(html, "Connections", TransportFacts.Connections(run.Connections));
        CardWhereAny(html, "Connections closed", TransportFacts.Closed(run.Connections));
        CardWhereAny(html, "Sockets", TransportFacts.Sockets(run.Connections));
        Card(html, "TLS", TransportFacts.Tls(run.Tls));
        if (run.Retries is { } retries) Card(html, "Retries", RunFacts.Retries(retries));
        if (run.Conversations is { } conversations) Card(html, "Conversations", RunFacts.Conversations(conversations));
        if (run.Disturbances is { Count: > 0 } disturbances) Card(html, "Disturbed", RunFacts.Disturbances(disturbances));
        if (run.Ramp is { } ramp) Card(html, "Ramp", RunFacts.Ramp(ramp));
        if (run.Gateway?.Pacing is { } pacing) Card(html, "Gateway's pacing", RunFacts.Pacing(pacing));
        html.Close("div");
    }

    private static void CardWhereAny(HtmlWriter html, string heading, IEnumerable<string> facts)
    {
        if (facts.Any()) Card(html, heading, facts);
    }

    private static void Card(HtmlWriter html, string heading, IEnumerable<string> facts)
    {
        string[] all = [.. facts];
        html.Open("section");
        html.Element("h2", heading);
        html.List(all.Length == 0 ? ["none"] : all);
        html.Close("section");
    }
}
