using System.Buffers;

namespace HotPath.Soak.Gateway.Responses;

/// <summary>Writes the events of a streamed response: each names its kind twice and has its number in the stream.</summary>
internal sealed class ResponseRenderer : AnswerRenderer
{
    private ResponseObject _response = null!;
    private CountingOutput _counted = null!;
    private byte[] _beforeToken = [];
    private int _number;

    /// <summary>The response, that it is being worked on, its message and the message's part.</summary>
    public override int WriteStart()
    {
        int before = _counted.Written;
        WriteState("response.created"u8);
        WriteState("response.in_progress"u8);

        BeginEvent("response.output_item.added"u8);
        _counted.Write(",\"output_index\":0,\"item\":"u8);
        _response.WriteItem(_counted);
        EndEvent();

        BeginPart("response.content_part.added"u8);
        _counted.Write(",\"part\":"u8);
        _response.WritePart(_counted, withText: false);
        EndEvent();
        return _counted.Written - before;
    }

    public override int WriteToken(int place)
    {
        int before = _counted.Written;
        int length = WriteToken(_beforeToken, place, "\",\"logprobs\":[],\"sequence_number\":"u8);
        JsonNumber.Write(_counted, _number++);
        EndEvent();
        return length + _counted.Written - before;
    }

    /// <summary>The end of the text, of its part, of its message and of the response, each with the whole text.</summary>
    public override void WriteEnd()
    {
        BeginPart("response.output_text.done"u8);
        _counted.Write(",\"logprobs\":[],\"text\":\""u8);
        Plan.Text.Write(_counted);
        _counted.Write("\""u8);
        EndEvent();

        BeginPart("response.content_part.done"u8);
        _counted.Write(",\"part\":"u8);
        _response.WritePart(_counted, withText: true);
        EndEvent();

        BeginEvent("response.output_item.done"u8);
        _counted.Write(",\"output_index\":0,\"item\":"u8);
        _response.WriteWholeItem(_counted);
        EndEvent();

        BeginEvent(Plan.IsCapped ? "response.incomplete"u8 : "response.completed"u8);
        _counted.Write(",\"response\":"u8);
        _response.WriteEnded(_counted);
        EndEvent();
    }

    public override bool WriteError()
    {
        BeginEvent("response.failed"u8);
        _counted.Write(",\"response\":"u8);
        _response.WriteFailed(_counted, ErrorMessage);
        EndEvent();
        return true;
    }

    public override void End()
    {
        _response = null!;
        _counted = null!;
        base.End();
    }

    protected override void Prepare(long completion, long createdAt)
    {
        _response = new ResponseObject(Request, Plan, completion, createdAt);
        _counted = new CountingOutput(Output);
        _beforeToken =
        [
            .. "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",\"item_id\":\""u8, .. _response.ItemId,
            .. "\",\"output_index\":0,\"content_index\":0,\"delta\":\""u8,
        ];
        _number = 0;
    }

    private void WriteState(ReadOnlySpan<byte> kind)
    {
        BeginEvent(kind);
        _counted.Write(",\"response\":"u8);
        _response.WriteBegun(_counted);
        EndEvent();
    }

    private void BeginPart(ReadOnlySpan<byte> kind)
    {
        BeginEvent(kind);
        _counted.Write(",\"item_id\":\""u8);
        _counted.Write(_response.ItemId);
        _counted.Write("\",\"output_index\":0,\"content_index\":0"u8);
    }

    private void BeginEvent(ReadOnlySpan<byte> kind)
    {
        _counted.Write("event: "u8);
        _counted.Write(kind);
        _counted.Write("\ndata: {\"type\":\""u8);
        _counted.Write(kind);
        _counted.Write("\",\"sequence_number\":"u8);
        JsonNumber.Write(_counted, _number++);
    }

    private void EndEvent() => _counted.Write("}\n\n"u8);
}
