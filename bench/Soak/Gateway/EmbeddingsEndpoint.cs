using System.Buffers.Binary;
using System.Text.Json;
using HotPath.Soak.Content;

namespace HotPath.Soak.Gateway;

/// <summary>POST /v1/embeddings. Answers after a time to first token drawn from the first input.</summary>
internal sealed class EmbeddingsEndpoint(GatewayState state)
{
    public async ValueTask<JsonReply?> HandleAsync(HttpContext context, long arrivedAt)
    {
        (RequestBody body, OpenAiError? error) = await RequestBody.ReadAsync(context.Request);
        EmbeddingsRequest? request = null;
        using (body)
        {
            if (error is null) (request, error) = EmbeddingsRequest.Read(body.Utf8);
        }

        if (request is null) return JsonReply.Of(error!, arrivedAt);

        long seed = (long)Fnv1a.Hash(request.Inputs[0].Content);
        AskedFor asked = new(GatewayRoute.Embeddings, request.Model, seed) { PromptTokens = request.PromptTokens };
        (JsonReply? refusal, Serving serving) = await state.Gate.PassAsync(context, asked, arrivedAt);
        if (refusal is not null) return refusal;

        StreamPlan plan = new(serving.Settings, serving.Faults, seed, maxTokens: 1, streams: false);
        return JsonReply.Of(StatusCodes.Status200OK, serving.StartAt + plan.DueNanoseconds, json => Write(json, request)) with { Watch = serving.Watch };
    }

    private static void Write(Utf8JsonWriter json, EmbeddingsRequest request)
    {
        json.WriteStartObject();
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        float[] vector = new float[request.Dimensions];
        for (int index = 0; index < request.Inputs.Count; index++)
        {
            SimulatedEmbedding.Write(request.Inputs[index].Content, vector);

            json.WriteStartObject();
            json.WriteString("object", "embedding");
            json.WriteNumber("index", index);
            json.WritePropertyName("embedding");
            WriteVector(json, vector, request.AsBase64);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("model", request.Model.Text);
        json.WriteString("system_fingerprint", AnswerMark.Fingerprint); // a member that the real one has in other answers
        json.WriteStartObject("usage");
        json.WriteNumber("prompt_tokens", request.PromptTokens);
        json.WriteNumber("total_tokens", request.PromptTokens);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteVector(Utf8JsonWriter json, float[] vector, bool asBase64)
    {
        if (!asBase64)
        {
            json.WriteStartArray();
            foreach (float component in vector)
            {
                json.WriteNumberValue(component);
            }

            json.WriteEndArray();
            return;
        }

        byte[] bytes = new byte[vector.Length * sizeof(float)];
        for (int index = 0; index < vector.Length; index++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(index * sizeof(float)), vector[index]);
        }

        json.WriteBase64StringValue(bytes);
    }
}
