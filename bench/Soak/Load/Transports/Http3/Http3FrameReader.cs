using System.Runtime.CompilerServices;
using HotPath.Requests;

namespace HotPath.Soak.Load.Transports.Http3;

/// <summary>Cuts what comes on one stream into frames: a type, a length, so many bytes (RFC 9114, 7.1). Used again for another stream.</summary>
internal sealed class Http3FrameReader(int bufferBytes)
{
    private readonly byte[] _buffer = new byte[Math.Max(bufferBytes, 2 * QuicInteger.MaxBytes)];
    private Stream _stream = Stream.Null;
    private int _start;
    private int _end;

    /// <summary>Bytes of the current frame that were not taken yet.</summary>
    public long Left { get; private set; }

    public void Begin(Stream stream)
    {
        _stream = stream;
        _start = _end = 0;
        Left = 0;
    }

    /// <summary>The next frame, when its type and length have come; the current one must have been taken.</summary>
    public bool TryNext(out long type)
    {
        type = 0;
        ReadOnlySpan<byte> there = _buffer.AsSpan(_start, _end - _start);
        if (there.IsEmpty || QuicInteger.LengthOf(there[0]) is var first && there.Length <= first) return false;

        int second = QuicInteger.LengthOf(there[first]);
        if (there.Length < first + second) return false;

        type = QuicInteger.Read(there);
        Left = QuicInteger.Read(there[first..]);
        _start += first + second;
        return true;
    }

    /// <summary>Takes as much of the current frame as is there and fits.</summary>
    public int Take(Span<byte> output)
    {
        int count = (int)Math.Min(Math.Min(_end - _start, output.Length), Left);
        _buffer.AsSpan(_start, count).CopyTo(output);
        _start += count;
        Left -= count;
        return count;
    }

    /// <summary>Leaves out as much of the current frame as is there.</summary>
    public void Discard()
    {
        int count = (int)Math.Min(_end - _start, Left);
        _start += count;
        Left -= count;
    }

    /// <summary>Waits for more bytes.</summary>
    /// <returns>False at the end of the stream, between two frames.</returns>
    /// <exception cref="Http3ProtocolException">The end is within a frame.</exception>
    [AsyncMethodBuilder(typeof(ReusedTaskBuilder<>))]
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        int read = await _stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
        if (read > 0)
        {
            _end += read;
            return true;
        }

        if (_end > 0 || Left > 0) throw new Http3ProtocolException(Http3Code.FrameError, "A stream ended within a frame.");
        return false;
    }

    /// <summary>The whole of the current frame.</summary>
    /// <exception cref="Http3ProtocolException">It is larger than <paramref name="most"/> bytes, or cut off.</exception>
    public async ValueTask ReadWholeAsync(PooledBuffer output, int most, CancellationToken cancellationToken)
    {
        output.ResetWrittenCount();
        if (Left > most) throw new Http3ProtocolException(Http3Code.ExcessiveLoad, $"A frame has {Left} bytes.");

        while (Left > 0)
        {
            int taken = Take(output.GetSpan((int)Left));
            output.Advance(taken);
            if (taken == 0) await FillAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
