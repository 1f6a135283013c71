namespace Roundtable.Web.Site.Layout;

/// <summary>A page that somebody keeps at hand.</summary>
/// <param name="Address">Its path.</param>
/// <param name="Title">What it was called when it was pinned.</param>
public sealed record Pin(string Address, string Title);
