using System.Buffers;
using HotPath.Soak.Content;

namespace HotPath.Soak.Gateway.Responses;

/// <summary>Writes the response, whose state events show and an answer in one piece is, and the one message in it.</summary>
internal sealed class ResponseObject(AnswerRequest request, long completion, long createdAt)
{
    private readonly byte[] _id = CompletionId.Of("resp_hotpath-"u8, completion);

    /// <summary>The id of the message.</summary>
    public byte[] ItemId { get; } = CompletionId.Of("msg_hotpath-"u8, completion);

    /// <summary>As it is before its answer.</summary>
    public void WriteBegun(IBufferWriter<byte> output)
    {
        WriteHead(output, "in_progress"u8);
        output.Write(",\"incomplete_details\":null,\"output\":[],\"usage\":null}"u8);
    }

    /// <summary>As it is with its answer.</summary>
    /// <param name="tokens">Of the answer.</param>
    /// <param name="isCapped">The request's cap ended it.</param>
    public void WriteEnded(IBufferWriter<byte> output, int tokens, bool isCapped)
    {
        WriteHead(output, isCapped ? "incomplete"u8 : "completed"u8);
        output.Write(",\"incomplete_details\":"u8);
        output.Write(isCapped ? "{\"reason\":\"max_output_tokens\"}"u8 : "null"u8);
        output.Write(",\"output\":["u8);
        WriteItem(output, tokens, isCapped);
        output.Write("],\"usage\":{\"input_tokens\":"u8);
        JsonNumber.Write(output, request.PromptTokens);
        output.Write(",\"input_tokens_details\":{\"cached_tokens\":0},\"output_tokens\":"u8);
        JsonNumber.Write(output, tokens);
        output.Write(",\"output_tokens_details\":{\"reasoning_tokens\":0},\"total_tokens\":"u8);
        JsonNumber.Write(output, request.PromptTokens + tokens);
        output.Write("}}"u8);
    }

    /// <summary>The message before its text.</summary>
    public void WriteItem(IBufferWriter<byte> output)
    {
        WriteItemHead(output);
        output.Write("\"status\":\"in_progress\",\"content\":[]}"u8);
    }

    /// <summary>The message with its text.</summary>
    public void WriteItem(IBufferWriter<byte> output, int tokens, bool isCapped)
    {
        WriteItemHead(output);
        output.Write("\"status\":\""u8);
        output.Write(isCapped ? "incomplete"u8 : "completed"u8);
        output.Write("\",\"content\":["u8);
        WritePart(output, tokens);
        output.Write("]}"u8);
    }

    /// <summary>The message's only part, with its first tokens.</summary>
    public void WritePart(IBufferWriter<byte> output, int tokens)
    {
        output.Write("{\"type\":\"output_text\",\"annotations\":[],\"logprobs\":[],\"text\":\""u8);
        EscapedText.Write(output, request.Seed, tokens);
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
            ,"error":null,"instructions":null,"metadata":{},"parallel_tool_calls":true,"previous_response_id":null,"reasoning":{"effort":null,"summary":null},"store":false,"temperature":1.0,"text":{"format":{"type":"text"}},"tool_choice":"auto","tools":[],"top_p":1.0,"truncation":"disabled","user":null
            """u8);
    }
}
