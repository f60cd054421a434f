using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;

namespace HotPath.Soak.Distributed.Zmtp;

/// <summary>A ZeroMQ DEALER at one connection: messages of one frame go out, and of those that come in the last frame counts, those before it being an envelope.</summary>
internal sealed class DealerConnection : IMasterLink
{
    /// <summary>A Locust master's longest message, its options, has some thousand bytes.</summary>
    public const int MostFrameBytes = 1024 * 1024;

    private const string OwnSocketType = "DEALER";
    private const string MasterSocketType = "ROUTER";
    private const string Closed = "the master closed the connection";

    private readonly Stream _stream;
    private readonly Action _endSending;
    private readonly PipeReader _reader;
    private readonly SemaphoreSlim _writing = new(1); // the answer to a PING comes from whoever receives

    private DealerConnection(Stream stream, Action endSending)
    {
        _stream = stream;
        _endSending = endSending;
        _reader = PipeReader.Create(stream);
    }

    /// <summary>Greets the other side and waits until both know each other.</summary>
    /// <param name="stream">Closed with the link, and where there will be none.</param>
    /// <param name="endSending">Tells the other side that no more will come.</param>
    public static async Task<LinkOpening> OpenAsync(Stream stream, Action endSending, string identity, CancellationToken cancellationToken)
    {
        DealerConnection connection = new(stream, endSending);
        string? problem;
        try
        {
            problem = await connection.ShakeHandsAsync(identity, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException lost)
        {
            problem = lost.Message;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        if (problem is null) return new LinkOpening(connection, null);

        await connection.DisposeAsync().ConfigureAwait(false);
        return new LinkOpening(null, problem);
    }

    public async ValueTask<string?> SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        try
        {
            await SendFrameAsync(message, isCommand: false, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (IOException lost)
        {
            return lost.Message;
        }
    }

    public async ValueTask<LinkRead> ReceiveAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                (ReceivedFrame? frame, string? problem) = await ReadFrameAsync(cancellationToken).ConfigureAwait(false);
                if (frame is null) return new LinkRead(default, problem);
                if (frame is { IsCommand: true }) await AnswerAsync(frame.Body, cancellationToken).ConfigureAwait(false);
                else if (!frame.HasMore) return new LinkRead(frame.Body, null);
            }
        }
        catch (IOException lost)
        {
            return new LinkRead(default, lost.Message);
        }
    }

    // A socket that is closed while something waits in it to be read resets the connection, and the other side may lose what it had not read yet.
    public void EndSending() => _endSending();

    public async ValueTask DisposeAsync()
    {
        await _reader.CompleteAsync().ConfigureAwait(false);
        await _stream.DisposeAsync().ConfigureAwait(false);
        _writing.Dispose();
    }

    /// <returns>Null, or why there is no talking to the other side.</returns>
    private async Task<string?> ShakeHandsAsync(string identity, CancellationToken cancellationToken)
    {
        await _stream.WriteAsync(ZmtpGreeting.Own, cancellationToken).ConfigureAwait(false);
        if (await ReadGreetingAsync(cancellationToken).ConfigureAwait(false) is { } problem) return problem;

        await SendFrameAsync(ZmtpCommand.MakeReady(OwnSocketType, identity), isCommand: true, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            (ReceivedFrame? frame, string? end) = await ReadFrameAsync(cancellationToken).ConfigureAwait(false);
            if (frame is null) return end;
            if (!frame.IsCommand || !ZmtpCommand.TryRead(frame.Body, out ZmtpCommand command)) return "a message came before the connection was ready";
            if (command.Name == ZmtpCommand.Error) return $"the other side refused: {command.ReadReason()}";
            if (command.Name != ZmtpCommand.Ready) continue;
            if (!command.TryReadSocketType(out string? type)) return "the other side does not say what socket it is";

            return type == MasterSocketType ? null : $"what answers there is a {type} socket; a Locust master's is a {MasterSocketType}";
        }
    }

    private async Task<string?> ReadGreetingAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            ReadResult read = await _reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            bool isWhole = TryTakeGreeting(read.Buffer, out SequencePosition consumed, out string? problem);
            _reader.AdvanceTo(consumed, isWhole ? consumed : read.Buffer.End);
            if (isWhole) return problem;
            if (read.IsCompleted) return Closed;
        }
    }

    /// <returns>Whether it is known by now what it is.</returns>
    private static bool TryTakeGreeting(ReadOnlySequence<byte> received, out SequencePosition consumed, out string? problem)
    {
        consumed = received.Start;
        problem = null;
        Span<byte> greeting = stackalloc byte[ZmtpGreeting.Length];
        greeting.Clear();
        ReadOnlySequence<byte> begin = received.Slice(0, Math.Min(received.Length, ZmtpGreeting.Length));
        begin.CopyTo(greeting);
        if (begin.Length < ZmtpGreeting.Length && ZmtpGreeting.MayBeSignature(greeting[..(int)begin.Length])) return false;

        ZmtpGreeting.IsUnderstood(greeting, out problem);
        consumed = begin.End;
        return true;
    }

    private async ValueTask<(ReceivedFrame? Frame, string? Problem)> ReadFrameAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            ReadResult read = await _reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            ReadOnlySequence<byte> rest = read.Buffer;
            if (TryTake(ref rest, out ReceivedFrame? frame, out string? problem))
            {
                _reader.AdvanceTo(rest.Start);
                return (frame, null);
            }

            _reader.AdvanceTo(rest.Start, rest.End);
            if (problem is not null) return (null, problem);
            if (read.IsCompleted) return (null, Closed);
        }
    }

    private static bool TryTake(ref ReadOnlySequence<byte> received, [NotNullWhen(true)] out ReceivedFrame? frame, out string? problem)
    {
        frame = null;
        if (!ZmtpFrame.TryTake(ref received, MostFrameBytes, out ZmtpFrame taken, out problem)) return false;

        frame = new ReceivedFrame(taken.IsCommand, taken.HasMore, taken.Body.ToArray());
        return true;
    }

    /// <summary>Commands that are not known are for those who know them.</summary>
    private async ValueTask AnswerAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        if (!ZmtpCommand.TryRead(body, out ZmtpCommand command) || command.Name != ZmtpCommand.Ping) return;

        await SendFrameAsync(command.MakePong(), isCommand: true, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask SendFrameAsync(ReadOnlyMemory<byte> body, bool isCommand, CancellationToken cancellationToken)
    {
        byte[] frame = ArrayPool<byte>.Shared.Rent(ZmtpFrame.MostHeadBytes + body.Length); // one write, one packet where it is short
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            int head = ZmtpFrame.WriteHead(frame, body.Length, isCommand);
            body.CopyTo(frame.AsMemory(head));
            await _stream.WriteAsync(frame.AsMemory(0, head + body.Length), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _writing.Release();
            ArrayPool<byte>.Shared.Return(frame);
        }
    }

    private sealed record ReceivedFrame(bool IsCommand, bool HasMore, byte[] Body);
}
