using System.Buffers;

namespace HotPath.Soak.Gateway.Messages;

/// <summary>Writes the events of a streamed message.</summary>
internal sealed class MessageRenderer : AnswerRenderer
{
    private long _completion;

    /// <summary>The message without content, the beginning of its only block, and a ping.</summary>
    public override int WriteStart()
    {
        CountingOutput counted = new(Output);
        counted.Write("event: message_start\ndata: {\"type\":\"message_start\",\"message\":"u8);
        MessageApi.WriteHead(counted, Request, Plan, _completion);
        counted.Write("\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,"u8);
        MessageApi.WriteUsage(counted, Request, tokens: 1); // of what is to come the real one counts a token or two, too
        counted.Write("}}\n\n"u8);
        counted.Write(
            "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\",\"citations\":null}}\n\n"u8);
        counted.Write("event: ping\ndata: {\"type\":\"ping\"}\n\n"u8);
        return counted.Written;
    }

    public override int WriteToken(int place) => WriteToken(
        "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\""u8,
        place,
        "\"}}\n\n"u8);

    /// <summary>The end of the block, why the message ended with its usage, and the terminal event.</summary>
    public override void WriteEnd()
    {
        Output.Write("event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n"u8);
        Output.Write("event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"container\":null,\"stop_reason\":\""u8);
        Output.Write(MessageApi.StopReason(Plan.IsCapped));
        Output.Write("\",\"stop_sequence\":null},"u8);
        MessageApi.WriteUsage(Output, Request, Plan.UsageTokens);
        Output.Write("}\n\nevent: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"u8);
    }

    /// <summary>An error event, after which the real one closes the stream.</summary>
    public override bool WriteError()
    {
        Output.Write("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\""u8);
        Output.Write(ErrorMessage);
        Output.Write("\"}}\n\n"u8);
        return false;
    }

    protected override void Prepare(long completion, long createdAt) => _completion = completion;
}
