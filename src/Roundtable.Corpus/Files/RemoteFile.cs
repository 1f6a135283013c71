namespace Roundtable.Corpus.Files;

/// <summary>A file at an address.</summary>
/// <param name="Address">Its address, as in <c>s3://bucket/key</c> or <c>https://host/path</c>.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Version">
/// What tells one content from another: an entity tag (RFC 9110, section 8.8.3) with its quotation marks, or the time of its last change; null where the server
/// says neither.
/// </param>
public sealed record RemoteFile(string Address, long Length, string? Version);
