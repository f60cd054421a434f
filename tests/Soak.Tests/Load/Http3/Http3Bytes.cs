using System.Globalization;
using System.Text;

namespace HotPath.Soak.Tests.Load.Http3;

/// <summary>Frames of an answer, written out by hand.</summary>
internal static class Http3Bytes
{
    public static byte[] Head(int status, string? contentType = null, params (string Name, string Value)[] fields) => Frame(1,
    [
        0, 0, 0x5F, 9, 3, .. Encoding.ASCII.GetBytes(status.ToString(CultureInfo.InvariantCulture)), // :status, by its name's place
        .. contentType is null ? [] : Field("content-type", contentType),
        .. fields.SelectMany(field => Field(field.Name, field.Value)),
    ]);

    public static byte[] Data(string text) => Frame(0, Encoding.UTF8.GetBytes(text));

    public static byte[] Frame(byte type, byte[] payload) => [type, .. Length(payload.Length), .. payload];

    public static byte[] Events(params string[] events) =>
        [.. Head(200, "text/event-stream"), .. events.SelectMany(each => Data($"data: {each}\n\n"))];

    public static byte[] Json(string body, int status = 200) => [.. Head(status, "application/json"), .. Data(body)];

    private static byte[] Length(int length) => length < 64 ? [(byte)length] : [(byte)(0x40 | (length >> 8)), (byte)length];

    private static byte[] Field(string name, string value) =>
    [
        .. name.Length < 7 ? (byte[])[(byte)(0x20 | name.Length)] : [0x27, (byte)(name.Length - 7)], .. Encoding.ASCII.GetBytes(name),
        (byte)value.Length, .. Encoding.ASCII.GetBytes(value),
    ];
}
