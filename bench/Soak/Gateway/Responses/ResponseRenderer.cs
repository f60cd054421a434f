using System.Buffers;

namespace HotPath.Soak.Gateway.Responses;

/// <summary>Writes the events of a streamed response: each names its kind twice and has its number in the stream.</summary>
internal sealed class ResponseRenderer : AnswerRenderer
{
    private readonly ResponseObject _response;
    private readonly CountingOutput _counted;
    private readonly byte[] _beforeToken;
    private int _number;

    /// <param name="output">Where events go.</param>
    /// <param name="request">What they answer.</param>
    /// <param name="plan">Whose tokens they hold.</param>
    /// <param name="completion">The answer's number.</param>
    /// <param name="createdAt">Seconds since 1970.</param>
    public ResponseRenderer(IBufferWriter<byte> output, AnswerRequest request, StreamPlan plan, long completion, long createdAt)
        : base(output, plan)
    {
        _response = new ResponseObject(request, plan, completion, createdAt);
        _counted = new CountingOutput(output);
        _beforeToken =
        [
            .. "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",\"item_id\":\""u8, .. _response.ItemId,
            .. "\",\"output_index\":0,\"content_index\":0,\"delta\":\""u8,
        ];
    }

    /// <summary>The response, that it is being worked on, its message and the message's part.</summary>
    public override int WriteStart()
    {
        int before = _counted.Written;
        WriteState("response.created"u8);
        WriteState("response.in_progress"u8);

        Begin("response.output_item.added"u8);
        _counted.Write(",\"output_index\":0,\"item\":"u8);
        _response.WriteItem(_counted);
        End();

        BeginPart("response.content_part.added"u8);
        _counted.Write(",\"part\":"u8);
        _response.WritePart(_counted, withText: false);
        End();
        return _counted.Written - before;
    }

    public override int WriteToken(int place)
    {
        int before = _counted.Written;
        int length = WriteToken(_beforeToken, place, "\",\"logprobs\":[],\"sequence_number\":"u8);
        JsonNumber.Write(_counted, _number++);
        End();
        return length + _counted.Written - before;
    }

    /// <summary>The end of the text, of its part, of its message and of the response, each with the whole text.</summary>
    public override void WriteEnd()
    {
        BeginPart("response.output_text.done"u8);
        _counted.Write(",\"logprobs\":[],\"text\":\""u8);
        Plan.Text.Write(_counted);
        _counted.Write("\""u8);
        End();

        BeginPart("response.content_part.done"u8);
        _counted.Write(",\"part\":"u8);
        _response.WritePart(_counted, withText: true);
        End();

        Begin("response.output_item.done"u8);
        _counted.Write(",\"output_index\":0,\"item\":"u8);
        _response.WriteWholeItem(_counted);
        End();

        Begin(Plan.IsCapped ? "response.incomplete"u8 : "response.completed"u8);
        _counted.Write(",\"response\":"u8);
        _response.WriteEnded(_counted);
        End();
    }

    public override bool WriteError()
    {
        Begin("response.failed"u8);
        _counted.Write(",\"response\":"u8);
        _response.WriteFailed(_counted, ErrorMessage);
        End();
        return true;
    }

    private void WriteState(ReadOnlySpan<byte> kind)
    {
        Begin(kind);
        _counted.Write(",\"response\":"u8);
        _response.WriteBegun(_counted);
        End();
    }

    private void BeginPart(ReadOnlySpan<byte> kind)
    {
        Begin(kind);
        _counted.Write(",\"item_id\":\""u8);
        _counted.Write(_response.ItemId);
        _counted.Write("\",\"output_index\":0,\"content_index\":0"u8);
    }

    private void Begin(ReadOnlySpan<byte> kind)
    {
        _counted.Write("event: "u8);
        _counted.Write(kind);
        _counted.Write("\ndata: {\"type\":\""u8);
        _counted.Write(kind);
        _counted.Write("\",\"sequence_number\":"u8);
        JsonNumber.Write(_counted, _number++);
    }

    private void End() => _counted.Write("}\n\n"u8);
}
