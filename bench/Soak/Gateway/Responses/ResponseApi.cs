using System.Buffers;

namespace HotPath.Soak.Gateway.Responses;

/// <summary>/v1/responses.</summary>
internal sealed class ResponseApi : AnswerApi
{
    public override GatewayRoute Route => GatewayRoute.Responses;

    public override (AnswerRequest? Request, OpenAiError? Error) Read(ReadOnlySpan<byte> body) => ResponseRequest.Read(body);

    public override AnswerRenderer NewRenderer() => new ResponseRenderer();

    public override void WriteWhole(IBufferWriter<byte> output, AnswerRequest request, StreamPlan plan, long completion, long createdAt) =>
        new ResponseObject(request, plan, completion, createdAt).WriteEnded(output);
}
