using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Roundtable.Models.Protocols;
using Roundtable.Workspace.PanelModels;

namespace Roundtable.Web.PanelModels;

/// <summary>The list of models of <c>/v1</c>: panels and nothing else, in the shape of the caller's protocol.</summary>
internal static class PanelModelList
{
    private const int DefaultPage = 20;
    private const int MaxPage = 1000;

    /// <summary>All panels, or a page of them where the protocol has pages.</summary>
    public static JsonObject All(Protocol protocol, IQueryCollection query, IReadOnlyList<string> panels) => protocol == Protocol.Messages
        ? Page(query, [.. panels.Select(PanelModelName.Of)], panels)
        : new JsonObject { ["object"] = "list", ["data"] = new JsonArray([.. panels.Select(p => One(protocol, p))]) };

    /// <summary>One panel. It has no date of release: both protocols take the beginning of 1970 for one that is not known.</summary>
    public static JsonObject One(Protocol protocol, string panel) => protocol == Protocol.Messages
        ? new JsonObject
        {
            ["type"] = "model",
            ["id"] = PanelModelName.Of(panel),
            ["display_name"] = $"Panel {panel}",
            ["created_at"] = "1970-01-01T00:00:00Z",
        }
        : new JsonObject { ["id"] = PanelModelName.Of(panel), ["object"] = "model", ["created"] = 0, ["owned_by"] = "roundtable" };

    private static JsonObject Page(IQueryCollection query, List<string> ids, IReadOnlyList<string> panels)
    {
        var limit = int.TryParse(query["limit"], out var wanted) && wanted is > 0 and <= MaxPage ? wanted : DefaultPage;
        var before = ids.IndexOf(query["before_id"].ToString());
        var after = ids.IndexOf(query["after_id"].ToString());
        var (from, to) = before >= 0 ? (Math.Max(0, before - limit), before) : (after + 1, Math.Min(ids.Count, after + 1 + limit));
        return new JsonObject
        {
            ["data"] = new JsonArray([.. panels.Skip(from).Take(to - from).Select(p => One(Protocol.Messages, p))]),
            ["has_more"] = before >= 0 ? from > 0 : to < ids.Count,
            ["first_id"] = from < to ? ids[from] : null,
            ["last_id"] = from < to ? ids[to - 1] : null,
        };
    }
}
