namespace Sockeye.Protocols.Http;

/// <summary>Which media types a client takes (RFC 9110 §12.5.1), as far as we have a choice.</summary>
public static class AcceptType
{
    /// <summary>Whether it names <c>application/json</c>, and likes it better than <c>text/html</c>.</summary>
    public static bool PrefersJson(string? field)
    {
        (int json, int html) = (0, 0);
        foreach (WeightedItem item in new WeightedList(field))
        {
            if (item.Value.Equals("application/json", StringComparison.OrdinalIgnoreCase))
                json = item.Weight;
            else if (item.Value.Equals("text/html", StringComparison.OrdinalIgnoreCase))
                html = item.Weight;
        }

        return json > html;
    }

    /// <summary>Whether it names <c>text/html</c>, and likes nothing we have better: a person with a browser.</summary>
    public static bool PrefersHtml(string? field)
    {
        (int html, int others) = (0, 0);
        foreach (WeightedItem item in new WeightedList(field))
        {
            if (item.Value.Equals("text/html", StringComparison.OrdinalIgnoreCase))
                html = item.Weight;
            else if (item.Value.Equals("text/plain", StringComparison.OrdinalIgnoreCase)
                || item.Value.Equals("application/json", StringComparison.OrdinalIgnoreCase))
                others = Math.Max(others, item.Weight);
        }

        return html > 0 && html >= others;
    }
}
