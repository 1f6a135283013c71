namespace Roundtable.Corpus.Rows;

/// <summary>Reasons for rejecting rows that several parsers share.</summary>
internal static class FaultReasons
{
    public static string TooLong(int longest) => $"a row longer than {longest >> 20} MiB";

    public const string Nul = "a NUL byte: not text";

    public const string NotUtf8 = "not UTF-8";

    public const string CutShort = "the packed data ends before its end";
}
