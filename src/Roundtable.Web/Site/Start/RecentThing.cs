namespace Roundtable.Web.Site.Start;

/// <summary>Something that was made lately, on the start page.</summary>
/// <param name="Address">Its page.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Detail">How it stands, in a few words.</param>
public sealed record RecentThing(string Address, string Title, string Detail);
