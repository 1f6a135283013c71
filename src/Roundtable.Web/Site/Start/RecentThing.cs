namespace Roundtable.Web.Site.Start;

/// <summary>Something that was made lately, on the start page.</summary>
/// <param name="Address">Its page.</param>
/// <param name="Title">What it is called, in the language of whoever reads it.</param>
/// <param name="Detail">How it stands, in a few words of that language.</param>
public sealed record RecentThing(string Address, Func<string> Title, Func<string> Detail);
