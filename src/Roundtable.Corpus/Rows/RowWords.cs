namespace Roundtable.Corpus.Rows;

/// <summary>The reasons for which bytes are set aside, where several readers give the same.</summary>
internal static class RowWords
{
    public static string TooLong(int longest) => $"a row longer than {longest >> 20} MiB";

    public const string Nul = "a NUL byte: not text";

    public const string NotUtf8 = "not UTF-8";

    public const string CutShort = "the packed data ends before its end";
}
