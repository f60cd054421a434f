using System.Buffers;

namespace HotPath.Soak.Content;

/// <summary>
/// Text of so many tokens: the commonest English words, each of which, with the space before it, is one token in the vocabularies of
/// the usual models. A pure function of the seed; nothing in it needs escaping in JSON.
/// </summary>
internal static class PlainWords
{
    private const string Words =
        "the of and to in is it you that he was for on are with as his they be at one have this from or had by hot word but what some we can out other were all " +
        "there when up use your how said an each she which do their time if will way about many then them write would like so these her long make thing see him two " +
        "has look more day could go come did number sound no most people my over know water than call first who may down side been now find any new work part take " +
        "get place made live where after back little only round man year came show every good me give our under name very through just form sentence great think say " +
        "help low line turn cause much mean before move right boy old too same tell does set three want air well also play small end put home read hand port large " +
        "add even land here must big high such follow act why ask men change went light kind off need house picture try us again animal point mother world near build " +
        "self earth father head stand own page should country found answer school grow study still learn plant cover food sun four between state keep eye never last let thought " +
        "start might story saw far sea draw left late run while press close night real life few north open seem together next white children begin got walk example paper group always music those both";

    private static readonly byte[][] Utf8 = [.. Words.Split(' ').Select(word => System.Text.Encoding.ASCII.GetBytes(" " + word))];

    /// <summary>Writes words with a space before each.</summary>
    /// <param name="seed">Which text.</param>
    /// <param name="count">How many words, from the first.</param>
    public static void WriteTo(IBufferWriter<byte> output, ulong seed, int count)
    {
        SplitMix64 random = new(seed);
        ulong drawn = 0;
        for (int i = 0; i < count; i++)
        {
            if (i % sizeof(ulong) == 0) drawn = random.Next();
            output.Write(Utf8[(byte)drawn]);
            drawn >>= 8;
        }
    }
}
