using System.Globalization;

namespace Roundtable.Record.Witnesses;

/// <summary>A witness's response: an HTTP status and a body.</summary>
/// <param name="Status">The HTTP status code defined by tlog-witness.</param>
/// <param name="Body">Cosignature lines, the last cosigned size, or the reason of a rejection.</param>
/// <param name="ContentType">Media type of the body.</param>
public sealed record WitnessResponse(int Status, string Body, string ContentType = "text/plain; charset=utf-8")
{
    /// <summary>Media type of a size.</summary>
    public const string SizeType = "text/x.tlog.size";

    /// <summary>The old size is not the size last cosigned by the witness.</summary>
    public static WitnessResponse Conflict(long known) => new(409, known.ToString(CultureInfo.InvariantCulture) + "\n", SizeType);

    /// <summary>The request is rejected.</summary>
    public static WitnessResponse Rejected(int status, string reason) => new(status, reason + "\n");
}
