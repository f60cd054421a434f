using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using HotPath.Requests;

namespace HotPath.Soak.Load.Transports.Http3;

/// <summary>Writes requests as frames. What is the same in all requests of a head is encoded once. Any thread.</summary>
internal sealed class Http3Requests
{
    /// <summary>What belongs to a connection of HTTP/1.1, and to none here (RFC 9114, 4.2).</summary>
    private static readonly string[] OfConnections = ["Connection", "Keep-Alive", "Proxy-Connection", "Transfer-Encoding", "Upgrade"];

    private readonly ConcurrentDictionary<PlannedHead, byte[]> _sections = new();

    /// <summary>One HEADERS frame and, where there is a body, one DATA frame.</summary>
    /// <param name="output">What was written to it is replaced.</param>
    /// <param name="body">The caller's, for the time of the call.</param>
    public void Write(PooledBuffer output, PooledBuffer body, RequestPlan plan, in RequestDraw draw)
    {
        PlannedHead head = plan.HeadOf(draw);
        if (!_sections.TryGetValue(head, out byte[]? section)) _sections[head] = section = SectionOf(plan, head);

        body.ResetWrittenCount();
        plan.WriteBodyTo(body, draw);
        using PooledBuffer own = new(256);
        if (plan.Method != "GET") QpackWriter.WriteValue(own, QpackTable.ContentLength, Encoding.ASCII.GetBytes(body.WrittenCount.ToString(CultureInfo.InvariantCulture)));
        if (head.HasIds)
        {
            foreach ((string name, string value) in head.IdsOf(draw)) QpackWriter.Write(own, name, value);
        }

        output.ResetWrittenCount();
        BeginFrame(output, Http3FrameType.Headers, section.Length + own.WrittenCount);
        Append(output, section);
        Append(output, own.WrittenSpan);
        if (body.WrittenCount == 0) return;

        BeginFrame(output, Http3FrameType.Data, body.WrittenCount);
        Append(output, body.WrittenSpan);
    }

    private static byte[] SectionOf(RequestPlan plan, PlannedHead head)
    {
        string authority = plan.Url.Authority;
        List<KeyValuePair<string, string>> fields = [];
        foreach (KeyValuePair<string, string> field in head.Fields)
        {
            if (Is(field, "Host")) authority = field.Value;
            else if (!OfConnections.Any(name => Is(field, name))) fields.Add(field);
        }

        using PooledBuffer section = new();
        QpackWriter.Begin(section);
        switch (plan.Method)
        {
            case "GET":
                QpackWriter.WriteStatic(section, QpackTable.MethodGet);
                break;
            case "POST":
                QpackWriter.WriteStatic(section, QpackTable.MethodPost);
                break;
            default:
                QpackWriter.WriteValue(section, QpackTable.MethodConnect, Encoding.ASCII.GetBytes(plan.Method));
                break;
        }

        QpackWriter.WriteStatic(section, QpackTable.SchemeHttps);
        QpackWriter.WriteValue(section, QpackTable.Authority, Encoding.ASCII.GetBytes(authority));
        QpackWriter.WriteValue(section, QpackTable.Path, Encoding.ASCII.GetBytes(plan.Url.PathAndQuery));
        foreach ((string name, string value) in fields) QpackWriter.Write(section, name, value);
        return section.WrittenSpan.ToArray();

        static bool Is(KeyValuePair<string, string> field, string name) => field.Key.Equals(name, StringComparison.OrdinalIgnoreCase);
    }

    private static void BeginFrame(PooledBuffer output, long type, int length)
    {
        output.Advance(QuicInteger.Write(output.GetSpan(QuicInteger.MaxBytes), type));
        output.Advance(QuicInteger.Write(output.GetSpan(QuicInteger.MaxBytes), length));
    }

    private static void Append(PooledBuffer output, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(output.GetSpan(bytes.Length));
        output.Advance(bytes.Length);
    }
}
