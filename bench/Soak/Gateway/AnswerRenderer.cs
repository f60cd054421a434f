using System.Buffers;
using System.Globalization;

namespace HotPath.Soak.Gateway;

/// <summary>Writes the events of streamed answers as their endpoint words them, one answer after another.</summary>
internal abstract class AnswerRenderer
{
    private AnswerText _text;

    /// <summary>Where events go.</summary>
    protected IBufferWriter<byte> Output { get; private set; } = null!;

    /// <summary>What they answer.</summary>
    protected AnswerRequest Request { get; private set; } = null!;

    /// <summary>Whose tokens they hold.</summary>
    protected StreamPlan Plan { get; private set; } = null!;

    /// <summary>To be called before anything is written.</summary>
    /// <param name="output">Where events go.</param>
    /// <param name="request">What they answer.</param>
    /// <param name="plan">Whose tokens they hold.</param>
    /// <param name="completion">The answer's number, which its id is made from.</param>
    /// <param name="createdAt">Seconds since 1970.</param>
    public void Begin(IBufferWriter<byte> output, AnswerRequest request, StreamPlan plan, long completion, long createdAt)
    {
        Output = output;
        Request = request;
        Plan = plan;
        _text = plan.Text;
        Prepare(completion, createdAt);
    }

    /// <summary>Lets go of the answer, and with it of its connection; nothing is written until another begins.</summary>
    public virtual void End()
    {
        Output = null!;
        Request = null!;
        Plan = null!;
    }

    /// <summary>What comes before the first token, at once.</summary>
    /// <returns>Bytes written; 0 where the endpoint begins with the first token.</returns>
    public abstract int WriteStart();

    /// <summary>Allocates nothing.</summary>
    /// <param name="place">Which of the tokens that are sent, from 0.</param>
    /// <returns>Bytes written.</returns>
    public abstract int WriteToken(int place);

    /// <summary>All that comes after the last token, to the terminal event.</summary>
    public abstract void WriteEnd();

    /// <summary>All that comes where the upstream fails in mid-stream.</summary>
    /// <returns>Whether the last of it is a terminal event.</returns>
    public abstract bool WriteError();

    /// <summary>An event whose JSON breaks off.</summary>
    /// <returns>Bytes written.</returns>
    public int WriteMalformed()
    {
        ReadOnlySpan<byte> brokenOff = "data: {\"id\":\"hotpath\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\" \n\n"u8;
        Output.Write(brokenOff);
        return brokenOff.Length;
    }

    /// <summary>Renders what is the same in all events of an answer.</summary>
    /// <param name="completion">The answer's number, which its id is made from.</param>
    /// <param name="createdAt">Seconds since 1970.</param>
    protected abstract void Prepare(long completion, long createdAt);

    /// <summary>What an error event says, whatever stands around it.</summary>
    protected static ReadOnlySpan<byte> ErrorMessage => "The upstream failed in mid-stream, as the gateway's faults say; the request is a good one."u8;

    /// <summary>Writes a token's event with one look for room.</summary>
    /// <returns>Bytes written.</returns>
    protected int WriteToken(ReadOnlySpan<byte> before, int place, ReadOnlySpan<byte> after)
    {
        Span<byte> room = Output.GetSpan(before.Length + AnswerText.MaxTokenBytes + after.Length);
        before.CopyTo(room);
        int length = before.Length;
        length += _text.Write(place, room[length..]);
        after.CopyTo(room[length..]);
        length += after.Length;
        Output.Advance(length);
        return length;
    }

    /// <summary>Writes a comment, which readers of events pass over, with the moment at which the next token was to be written.</summary>
    /// <param name="dueAt">The clock's time stamp: on Linux nanoseconds of CLOCK_MONOTONIC, which all processes of a machine share.</param>
    /// <returns>Bytes written.</returns>
    public int WriteStamp(long dueAt)
    {
        ReadOnlySpan<byte> comment = ": due "u8;
        Span<byte> room = Output.GetSpan(comment.Length + JsonNumber.MaxBytes + 1);
        comment.CopyTo(room);
        dueAt.TryFormat(room[comment.Length..], out int digits, default, CultureInfo.InvariantCulture);
        int length = comment.Length + digits;
        room[length++] = (byte)'\n';
        Output.Advance(length);
        return length;
    }
}
