using System.Buffers;
using System.Globalization;
using System.Text;
using HotPath.Requests;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Scenarios.Parts;

namespace HotPath.Soak.Load;

/// <summary>The bodies of embeddings requests: as many as the group has prompts, and each the same again and again.</summary>
internal static class EmbeddingBodies
{
    /// <returns>By the place of a request's first input among the prompts; the others follow it, round and round.</returns>
    public static byte[][] Of(RequestGroup group) => [.. Enumerable.Range(0, group.Prompts.Count).Select(place => Body(group, place))];

    private static byte[] Body(RequestGroup group, int place)
    {
        using PooledBuffer body = new();
        body.Write("{\"model\":"u8);
        JsonText.WriteString(body, group.Model);
        body.Write(",\"encoding_format\":\""u8);
        body.Write(Encoding.ASCII.GetBytes(WorkloadPart.NameOf(group.Encoding)));
        body.Write("\""u8);
        if (group.Dimensions is { } dimensions) body.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $",\"dimensions\":{dimensions}")));

        body.Write(group.Inputs == 1 ? ",\"input\":"u8 : ",\"input\":["u8);
        for (int input = 0; input < group.Inputs; input++)
        {
            if (input > 0) body.Write(","u8);
            JsonText.WriteString(body, group.Prompts[(place + input) % group.Prompts.Count]);
        }

        body.Write(group.Inputs == 1 ? "}"u8 : "]}"u8);
        return body.WrittenSpan.ToArray();
    }
}
