namespace Roundtable.Web.Site.Models;

/// <summary>Addresses of models' pages.</summary>
internal static class ModelAddress
{
    /// <summary>The page of a model.</summary>
    /// <param name="id">Its identity.</param>
    public static string Of(string id) => "/models/" + Uri.EscapeDataString(id);
}
