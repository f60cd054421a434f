using System.Buffers;
using HotPath.Soak.Content;

namespace HotPath.Soak.Gateway.Responses;

/// <summary>Writes the response, whose state events show and an answer in one piece is, and the one message in it.</summary>
internal sealed class ResponseObject(AnswerRequest request, StreamPlan plan, long completion, long createdAt)
{
    private readonly byte[] _id = AnswerMark.IdOf("resp_hotpath-"u8, completion, plan.Tokens);

    /// <summary>The id of the message.</summary>
    public byte[] ItemId { get; } = CompletionId.Of("msg_hotpath-"u8, completion);

    /// <summary>As it is before its answer.</summary>
    public void WriteBegun(IBufferWriter<byte> output)
    {
        WriteHead(output, "in_progress"u8);
        output.Write(",\"error\":null,\"incomplete_details\":null,\"output\":[],\"usage\":null}"u8);
    }

    /// <summary>As it is when it failed.</summary>
    /// <param name="message">Why; nothing to escape in it.</param>
    public void WriteFailed(IBufferWriter<byte> output, ReadOnlySpan<byte> message)
    {
        WriteHead(output, "failed"u8);
        output.Write(",\"error\":{\"code\":\"server_error\",\"message\":\""u8);
        output.Write(message);
        output.Write("\"},\"incomplete_details\":null,\"output\":[],\"usage\":null}"u8);
    }

    /// <summary>As it is with its answer.</summary>
    public void WriteEnded(IBufferWriter<byte> output)
    {
        WriteHead(output, plan.IsCapped ? "incomplete"u8 : "completed"u8);
        output.Write(",\"error\":null,\"incomplete_details\":"u8);
        output.Write(plan.IsCapped ? "{\"reason\":\"max_output_tokens\"}"u8 : "null"u8);
        output.Write(",\"output\":["u8);
        WriteWholeItem(output);
        output.Write("],\"usage\":{\"input_tokens\":"u8);
        JsonNumber.Write(output, request.PromptTokens);
        output.Write(",\"input_tokens_details\":{\"cached_tokens\":0},\"output_tokens\":"u8);
        JsonNumber.Write(output, plan.UsageTokens);
        output.Write(",\"output_tokens_details\":{\"reasoning_tokens\":0},\"total_tokens\":"u8);
        JsonNumber.Write(output, request.PromptTokens + plan.UsageTokens);
        output.Write("}}"u8);
    }

    /// <summary>The message before its text.</summary>
    public void WriteItem(IBufferWriter<byte> output)
    {
        WriteItemHead(output);
        output.Write("\"status\":\"in_progress\",\"content\":[]}"u8);
    }

    /// <summary>The message with its text.</summary>
    public void WriteWholeItem(IBufferWriter<byte> output)
    {
        WriteItemHead(output);
        output.Write("\"status\":\""u8);
        output.Write(plan.IsCapped ? "incomplete"u8 : "completed"u8);
        output.Write("\",\"content\":["u8);
        WritePart(output, withText: true);
        output.Write("]}"u8);
    }

    /// <summary>The message's only part.</summary>
    public void WritePart(IBufferWriter<byte> output, bool withText)
    {
        output.Write("{\"type\":\"output_text\",\"annotations\":[],\"logprobs\":[],\"text\":\""u8);
        if (withText) plan.Text.Write(output);
        output.Write("\"}"u8);
    }

    private void WriteItemHead(IBufferWriter<byte> output)
    {
        output.Write("{\"id\":\""u8);
        output.Write(ItemId);
        output.Write("\",\"type\":\"message\",\"role\":\"assistant\","u8);
    }

    private void WriteHead(IBufferWriter<byte> output, ReadOnlySpan<byte> status)
    {
        output.Write("{\"id\":\""u8);
        output.Write(_id);
        output.Write("\",\"object\":\"response\",\"created_at\":"u8);
        JsonNumber.Write(output, createdAt);
        output.Write(",\"status\":\""u8);
        output.Write(status);
        output.Write("\",\"model\":\""u8);
        output.Write(request.Model.Json);
        output.Write("\",\"max_output_tokens\":"u8);
        if (request.MaxTokens is { } most) JsonNumber.Write(output, most);
        else output.Write("null"u8);
        output.Write(
            """
            ,"instructions":null,"metadata":{},"parallel_tool_calls":true,"previous_response_id":null,"reasoning":{"effort":null,"summary":null},"store":false,"temperature":1.0,"text":{"format":{"type":"text"}},"tool_choice":"auto","tools":[],"top_p":1.0,"truncation":"disabled","user":null
            """u8);
    }
}
