using System.Globalization;

namespace Roundtable.Record.Witnesses;

/// <summary>A witness's answer: an HTTP status and a body.</summary>
/// <param name="Status">The HTTP status code that tlog-witness gives for the case.</param>
/// <param name="Body">Cosignature lines, the size that the witness knows, or why not.</param>
/// <param name="ContentType">The body's media type.</param>
public sealed record WitnessAnswer(int Status, string Body, string ContentType = "text/plain; charset=utf-8")
{
    /// <summary>The media type of a size.</summary>
    public const string SizeType = "text/x.tlog.size";

    /// <summary>The old size is not the one that the witness knows.</summary>
    public static WitnessAnswer Conflict(long known) => new(409, known.ToString(CultureInfo.InvariantCulture) + "\n", SizeType);

    /// <summary>The submission is refused.</summary>
    public static WitnessAnswer Refused(int status, string why) => new(status, why + "\n");
}
