using System.Text;
using HotPath.Requests;
using HotPath.Soak.Load.Transports.Http3;

namespace HotPath.Soak.Tests.Load.Http3;

public sealed class QpackTests
{
    /// <summary>RFC 7541, C.1: 10 in five bits, 1337 in five bits, 42 in eight.</summary>
    [Theory]
    [InlineData("0a", 5, 10)]
    [InlineData("1f9a0a", 5, 1337)]
    [InlineData("2a", 8, 42)]
    public void Integer_ExamplesOfTheRfc_AreReadAndWritten(string encoded, int prefixBits, int value)
    {
        byte[] expected = Convert.FromHexString(encoded);
        ReadOnlySpan<byte> bytes = expected;
        byte[] written = new byte[8];

        int length = QpackInteger.Write(written, 0, prefixBits, value);

        Assert.Equal(value, QpackInteger.Read(ref bytes, prefixBits));
        Assert.True(bytes.IsEmpty);
        Assert.Equal(expected, written[..length]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1f")]
    [InlineData("1f9a")]
    [InlineData("1fffffffffffffff7f")]
    public void Integer_CutOffOrAbsurd_IsRefused(string encoded) => Assert.Throws<Http3ProtocolException>(() =>
    {
        ReadOnlySpan<byte> bytes = Convert.FromHexString(encoded);
        return QpackInteger.Read(ref bytes, 5);
    });

    [Fact]
    public void Decode_EachFormOfAField_IsRead()
    {
        using AnswerFields fields = new();

        // :status 200 by its place; content-type by its name's place, Huffman's "gzip" for a value; server: x by its own name
        fields.Decode([0, 0, 0xD9, 0x5F, 29, 0x83, 0x9B, 0xD9, 0xAB, 0x26, .. "server"u8, 1, (byte)'x', .. ContentLength("12")]);

        Assert.Equal(200, fields.Status);
        Assert.Equal("gzip", ValueOf(fields, "Content-Type"));
        Assert.Equal("x", ValueOf(fields, "server"));
        Assert.Equal(12, fields.ContentLength);
        Assert.Null(ValueOf(fields, "date"));
    }

    /// <summary>By their places in RFC 9204, appendix A: the first of each stretch that HTTP answers use, and the last of all.</summary>
    [Theory]
    [InlineData(6, "date", "")]
    [InlineData(24, ":status", "103")]
    [InlineData(28, ":status", "503")]
    [InlineData(46, "content-type", "application/json")]
    [InlineData(63, ":status", "100")]
    [InlineData(71, ":status", "500")]
    [InlineData(92, "server", "")]
    [InlineData(98, "x-frame-options", "sameorigin")]
    public void Table_Place_IsTheRfcs(int place, string name, string value)
    {
        (byte[] found, byte[] said) = QpackTable.At(place);

        Assert.Equal((name, value), (Encoding.Latin1.GetString(found), Encoding.Latin1.GetString(said)));
    }

    [Theory]
    [InlineData("0100d9")] // needs an entry of the dynamic table
    [InlineData("000080")] // a field of it
    [InlineData("0000400161")] // a name of it
    [InlineData("000010")] // a field of it, counted from behind
    [InlineData("00000161")] // a name, likewise
    [InlineData("0000ff40")] // place 127 of a table of 99
    [InlineData("0000d95f1d05")] // five bytes that are not there
    [InlineData("00")]
    public void Decode_WhatCannotBeDecoded_IsAnErrorOfQpack(string section) =>
        Assert.Equal(Http3Code.QpackDecompressionFailed, Assert.Throws<Http3ProtocolException>(() => Decode(Convert.FromHexString(section))).Code);

    [Theory]
    [InlineData("0000")] // no status
    [InlineData("00005f0902" + "3230")] // "20"
    [InlineData("00005f0903" + "32303f")] // "20?"
    public void Decode_NoStatus_IsAnErrorOfTheMessage(string section) =>
        Assert.Equal(Http3Code.MessageError, Assert.Throws<Http3ProtocolException>(() => Decode(Convert.FromHexString(section))).Code);

    [Fact]
    public void Decode_ContentLengthIsNoNumber_IsAnErrorOfTheMessage() =>
        Assert.Equal(Http3Code.MessageError, Assert.Throws<Http3ProtocolException>(() => Decode([0, 0, 0xD9, .. ContentLength("1x")])).Code);

    /// <summary>RFC 9204, B.1: a path by its name's place.</summary>
    [Fact]
    public void Writer_ExampleOfTheRfc_IsThat()
    {
        using PooledBuffer output = new();
        QpackWriter.Begin(output);
        QpackWriter.WriteValue(output, QpackTable.Path, "/index.html"u8);

        Assert.Equal(Convert.FromHexString("0000510b2f696e6465782e68746d6c"), output.WrittenSpan.ToArray());
    }

    private static byte[] ContentLength(string value) => [0x54, (byte)value.Length, .. Encoding.ASCII.GetBytes(value)];

    private static void Decode(byte[] section)
    {
        using AnswerFields fields = new();
        fields.Decode(section);
    }

    private static string? ValueOf(AnswerFields fields, string name) =>
        fields.TryGet(Encoding.ASCII.GetBytes(name), out ReadOnlySpan<byte> value) ? Encoding.Latin1.GetString(value) : null;
}
