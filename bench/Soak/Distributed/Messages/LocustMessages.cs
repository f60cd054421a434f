using System.Buffers;
using HotPath.Soak.Distributed.MessagePack;

namespace HotPath.Soak.Distributed.Messages;

/// <summary>
/// What a worker says to a Locust master: an array of a type, its data and the worker's id. Each must be whole and as the master expects it, for one that is not
/// ends its listening to all workers, without a word to anybody.
/// </summary>
internal sealed class LocustMessages(string nodeId)
{
    /// <summary>The type of the messages that <c>--print-locustfile</c> has a listener for.</summary>
    public const string FileType = "hotpath_file";

    /// <summary>Instead of a version: the master is not to compare it with its own.</summary>
    private const int AnyVersion = -1;

    public ReadOnlyMemory<byte> Ready() => Message("client_ready", data => data.Integer(AnyVersion));

    public ReadOnlyMemory<byte> Spawning() => Message("spawning", data => data.Nil());

    public ReadOnlyMemory<byte> Stopped() => Message("client_stopped", data => data.Nil());

    public ReadOnlyMemory<byte> Quit() => Message("quit", data => data.Nil());

    /// <param name="cpuPercent">0..100.</param>
    public ReadOnlyMemory<byte> Heartbeat(string state, double cpuPercent, long memoryBytes) => Message("heartbeat", data =>
    {
        data.Map(3);
        data.Member("state", state);
        data.Member("current_cpu_usage", cpuPercent);
        data.Member("current_memory_usage", memoryBytes);
    });

    public ReadOnlyMemory<byte> SpawningComplete(IReadOnlyDictionary<string, int> users) => Message("spawning_complete", data =>
    {
        data.Map(LocustUsers.Members);
        LocustUsers.Write(data, users);
    });

    public ReadOnlyMemory<byte> Statistics(LocustStatistics statistics, IReadOnlyDictionary<string, int> users) =>
        Message("stats", data => LocustStatisticsWriter.Write(data, statistics, users));

    public ReadOnlyMemory<byte> Problem(string message, string detail) => Message("exception", data =>
    {
        data.Map(2);
        data.Member("msg", message);
        data.Member("traceback", detail);
    });

    /// <param name="sequence">One more for each part of this worker, so that one that is missing is seen.</param>
    public ReadOnlyMemory<byte> File(WorkerFilePart part, long sequence) => Message(FileType, data =>
    {
        data.Map(5);
        data.Member("file", part.File);
        data.Member("offset", part.Offset);
        data.Text("replaces");
        data.Boolean(part.Replaces);
        data.Text("bytes");
        data.Bytes(part.Bytes.Span);
        data.Member("sequence", sequence);
    });

    private ReadOnlyMemory<byte> Message(string type, Action<MessagePackWriter> writeData)
    {
        ArrayBufferWriter<byte> output = new();
        MessagePackWriter writer = new(output);
        writer.Array(3);
        writer.Text(type);
        writeData(writer);
        writer.Text(nodeId);
        return output.WrittenMemory;
    }
}
