// SPDX-License-Identifier: Apache-2.0
//
// Expert advisor for MetaTrader 5: tells Ballast's reconciliation-service what this terminal's account holds.
// It reads only; it never trades. docs/connecting-a-broker.md says how to install it.
#property copyright "Ballast contributors"
#property version   "1.00"

input string InpUrl             = "https://ballast.example"; // Where Ballast is, without a path; allow it in the terminal's options
input string InpAccount         = "main";                    // Account name in Ballast
input string InpBroker          = "default";                 // Broker name in Ballast
input string InpTokenFile       = "ballast-token.txt";       // An agent's token, in MQL5\Files; never an input
input int    InpPeriodSeconds   = 5;                         // Seconds between snapshots
input int    InpTimeoutMillis   = 4000;                      // For one request
input int    InpHistoryHours    = 24;                        // How far back deals are told at the first snapshot
input bool   InpServerTimeFixed = false;                     // Use the offset below instead of the measured one
input int    InpServerOffsetMin = 0;                         // Minutes that the broker's clock is ahead of UTC

const int    OVERLAP_SECONDS = 600;  // deals are told again for so long: a broker may book one late
const int    OLDEST_SECONDS  = 25;   // the service ignores a snapshot older than 30 s: a newer one is better
const int    BACKOFF_CAP     = 30;

string   pendingBody    = "";        // sent, not answered: it is repeated with the same snapshot_id
string   pendingId      = "";
datetime pendingTakenAt = 0;
datetime pendingDealsTo = 0;
datetime nextTry        = 0;
int      failures       = 0;
int      sequence       = 0;
datetime dealsFrom      = 0;         // deals up to here were in an accepted snapshot
string   lastSaid       = "";

int OnInit()
  {
   if(StringFind(InpUrl, "https://") != 0 && StringFind(InpUrl, "http://127.0.0.1") != 0 && StringFind(InpUrl, "http://localhost") != 0)
     {
      Print("Ballast: InpUrl must be https: the token would travel unencrypted");
      return INIT_PARAMETERS_INCORRECT;
     }
   if(InpPeriodSeconds < 1 || InpPeriodSeconds > 25)
     {
      Print("Ballast: InpPeriodSeconds must be 1 to 25: after 30 s without a snapshot Ballast warns");
      return INIT_PARAMETERS_INCORRECT;
     }
   dealsFrom = TimeTradeServer() - InpHistoryHours * 3600;
   if(!EventSetTimer(1))
      return INIT_FAILED;
   return INIT_SUCCEEDED;
  }

void OnDeinit(const int reason) { EventKillTimer(); }

void OnTimer()
  {
   datetime now = TimeGMT();
   if(now < nextTry)
      return;
   if(pendingBody != "" && now - pendingTakenAt > OLDEST_SECONDS)
     {
      Say("no answer for " + pendingId + " in time; a newer snapshot takes its place");
      pendingBody = "";
     }
   if(pendingBody == "")
      Take(now);
   Send(now);
  }

// What happened is told at the next second instead of at the end of the period.
void OnTrade()
  {
   if(pendingBody == "")
      nextTry = 0;
  }

// ---- Reading the terminal. complete is true only if every read succeeded. --------------------------------------------

void Take(const datetime now)
  {
   string error = "";
   string positions = "", deals = "", instruments = "";
   string symbols[];
   datetime to = TimeTradeServer() + 60;
   bool read = Connected(error) && Positions(positions, symbols, error) && Deals(to, deals, error) && Instruments(symbols, instruments, error);
   string account = AccountJson();
   // The terminal loses its connection without telling: what it shows then is old.
   read = read && Connected(error);
   sequence++;
   pendingId = IntegerToString(AccountInfoInteger(ACCOUNT_LOGIN)) + "-" + IntegerToString((long)now) + "-" + IntegerToString(GetTickCount64()) + "-" + IntegerToString(sequence);
   pendingBody = SnapshotJson(pendingId, now, read, error, account, positions, deals, instruments);
   pendingTakenAt = now;
   pendingDealsTo = to;
  }

bool Connected(string &error)
  {
   if(TerminalInfoInteger(TERMINAL_CONNECTED))
      return true;
   error = "the terminal is not connected to the broker";
   return false;
  }

bool Positions(string &json, string &symbols[], string &error)
  {
   int total = PositionsTotal();
   for(int i = 0; i < total; i++)
     {
      ResetLastError();
      ulong ticket = PositionGetTicket(i); // selects it
      if(ticket == 0)
        {
         error = "position " + IntegerToString(i) + " of " + IntegerToString(total) + " cannot be read, error " + IntegerToString(GetLastError());
         return false;
        }
      json += (i == 0 ? "" : ",") + PositionJson();
      Remember(symbols, PositionGetString(POSITION_SYMBOL));
     }
   if(PositionsTotal() != total)
     {
      error = "positions changed while they were read";
      return false;
     }
   return true;
  }

bool Deals(const datetime to, string &json, string &error)
  {
   ResetLastError();
   if(!HistorySelect(dealsFrom - OVERLAP_SECONDS, to))
     {
      error = "the history cannot be read, error " + IntegerToString(GetLastError());
      return false;
     }
   int total = HistoryDealsTotal();
   for(int i = 0; i < total; i++)
     {
      ulong ticket = HistoryDealGetTicket(i);
      if(ticket == 0)
        {
         error = "deal " + IntegerToString(i) + " cannot be read, error " + IntegerToString(GetLastError());
         return false;
        }
      string type = DealTypeOf(HistoryDealGetInteger(ticket, DEAL_TYPE));
      if(type == "")
         continue; // commissions, interest and the like: neither a trade nor a deposit
      string deal = type == "buy" || type == "sell" ? TradeDealJson(ticket, type) : MoneyDealJson(ticket, type);
      json += (json == "" ? "" : ",") + deal;
     }
   return true;
  }

bool Instruments(string &symbols[], string &json, string &error)
  {
   for(int i = 0; i < ArraySize(symbols); i++)
     {
      double point = 0;
      if(!SymbolInfoDouble(symbols[i], SYMBOL_POINT, point) || point <= 0)
        {
         error = "the instrument " + symbols[i] + " cannot be read, error " + IntegerToString(GetLastError());
         return false;
        }
      json += (i == 0 ? "" : ",") + InstrumentJson(symbols[i]);
     }
   return true;
  }

void Remember(string &symbols[], const string symbol)
  {
   for(int i = 0; i < ArraySize(symbols); i++)
      if(symbols[i] == symbol)
         return;
   ArrayResize(symbols, ArraySize(symbols) + 1);
   symbols[ArraySize(symbols) - 1] = symbol;
  }

// ---- Writing JSON. A test of Ballast reads these functions: keep one Member call per field. -------------------------

string SnapshotJson(const string id, const datetime now, const bool complete, const string error, const string account, const string positions, const string deals, const string instruments)
  {
   string json = "";
   Text(json, "snapshot_id", id);
   Time(json, "taken_at", now);
   Flag(json, "complete", complete);
   if(!complete)
      Text(json, "error", error);
   Text(json, "mode", ModeOf(AccountInfoInteger(ACCOUNT_MARGIN_MODE)));
   Text(json, "broker", InpBroker);
   if(complete)
     {
      Object(json, "account", account);
      List(json, "positions", positions);
      List(json, "deals", deals);
      List(json, "instruments", instruments);
     }
   return "{" + json + "}";
  }

string AccountJson()
  {
   string json = "";
   int digits = (int)AccountInfoInteger(ACCOUNT_CURRENCY_DIGITS);
   Decimal(json, "balance", AccountInfoDouble(ACCOUNT_BALANCE), digits);
   Decimal(json, "equity", AccountInfoDouble(ACCOUNT_EQUITY), digits);
   Decimal(json, "margin_used", AccountInfoDouble(ACCOUNT_MARGIN), digits);
   Text(json, "currency", AccountInfoString(ACCOUNT_CURRENCY));
   return "{" + json + "}";
  }

// Of the position that is selected. Its commission stands in its deals.
string PositionJson()
  {
   string json = "";
   string symbol = PositionGetString(POSITION_SYMBOL);
   int digits = (int)SymbolInfoInteger(symbol, SYMBOL_DIGITS);
   Whole(json, "ticket", PositionGetInteger(POSITION_TICKET));
   Text(json, "symbol", symbol);
   Text(json, "direction", PositionSideOf(PositionGetInteger(POSITION_TYPE)));
   Decimal(json, "volume", PositionGetDouble(POSITION_VOLUME), 8);
   Decimal(json, "entry_price", PositionGetDouble(POSITION_PRICE_OPEN), digits + 3); // netting averages it
   Millis(json, "entry_time", PositionGetInteger(POSITION_TIME_MSC));
   Decimal(json, "current_price", PositionGetDouble(POSITION_PRICE_CURRENT), digits);
   Decimal(json, "take_profit", PositionGetDouble(POSITION_TP), digits);
   Decimal(json, "stop_loss", PositionGetDouble(POSITION_SL), digits);
   Decimal(json, "profit", PositionGetDouble(POSITION_PROFIT), 2);
   Decimal(json, "swap", PositionGetDouble(POSITION_SWAP), 2);
   Whole(json, "magic", PositionGetInteger(POSITION_MAGIC));
   Text(json, "comment", PositionGetString(POSITION_COMMENT));
   return "{" + json + "}";
  }

string TradeDealJson(const ulong ticket, const string type)
  {
   string json = "";
   string symbol = HistoryDealGetString(ticket, DEAL_SYMBOL);
   Whole(json, "deal_id", (long)ticket);
   Whole(json, "ticket", HistoryDealGetInteger(ticket, DEAL_POSITION_ID));
   Whole(json, "order_id", HistoryDealGetInteger(ticket, DEAL_ORDER));
   Text(json, "type", type);
   Text(json, "symbol", symbol);
   Text(json, "direction", DealSideOf(HistoryDealGetInteger(ticket, DEAL_TYPE)));
   Text(json, "entry", DealEntryOf(HistoryDealGetInteger(ticket, DEAL_ENTRY)));
   Decimal(json, "volume", HistoryDealGetDouble(ticket, DEAL_VOLUME), 8);
   Decimal(json, "price", HistoryDealGetDouble(ticket, DEAL_PRICE), (int)SymbolInfoInteger(symbol, SYMBOL_DIGITS));
   Decimal(json, "profit", HistoryDealGetDouble(ticket, DEAL_PROFIT), 2);
   Decimal(json, "swap", HistoryDealGetDouble(ticket, DEAL_SWAP), 2);
   Decimal(json, "commission", HistoryDealGetDouble(ticket, DEAL_COMMISSION), 2);
   Millis(json, "time", HistoryDealGetInteger(ticket, DEAL_TIME_MSC));
   Text(json, "comment", HistoryDealGetString(ticket, DEAL_COMMENT));
   return "{" + json + "}";
  }

string MoneyDealJson(const ulong ticket, const string type)
  {
   string json = "";
   Whole(json, "deal_id", (long)ticket);
   Text(json, "type", type);
   Decimal(json, "profit", HistoryDealGetDouble(ticket, DEAL_PROFIT), 2);
   Millis(json, "time", HistoryDealGetInteger(ticket, DEAL_TIME_MSC));
   Text(json, "comment", HistoryDealGetString(ticket, DEAL_COMMENT));
   return "{" + json + "}";
  }

string InstrumentJson(const string symbol)
  {
   string json = "";
   Text(json, "symbol", symbol);
   Whole(json, "digits", SymbolInfoInteger(symbol, SYMBOL_DIGITS));
   Decimal(json, "point", SymbolInfoDouble(symbol, SYMBOL_POINT), 8);
   Decimal(json, "lot_step", SymbolInfoDouble(symbol, SYMBOL_VOLUME_STEP), 8);
   Decimal(json, "contract_size", SymbolInfoDouble(symbol, SYMBOL_TRADE_CONTRACT_SIZE), 8);
   Text(json, "quote_currency", SymbolInfoString(symbol, SYMBOL_CURRENCY_PROFIT));
   return "{" + json + "}";
  }

string ModeOf(const long mode)
  {
   return mode == ACCOUNT_MARGIN_MODE_RETAIL_HEDGING ? "hedging" : "netting";
  }

string PositionSideOf(const long type)
  {
   return type == POSITION_TYPE_BUY ? "buy" : "sell";
  }

string DealSideOf(const long type)
  {
   return type == DEAL_TYPE_BUY ? "buy" : "sell";
  }

string DealTypeOf(const long type)
  {
   switch((int)type)
     {
      case DEAL_TYPE_BUY:        return "buy";
      case DEAL_TYPE_SELL:       return "sell";
      case DEAL_TYPE_BALANCE:    return "balance";
      case DEAL_TYPE_CREDIT:     return "credit";
      case DEAL_TYPE_CORRECTION: return "correction";
     }
   return "";
  }

string DealEntryOf(const long entry)
  {
   switch((int)entry)
     {
      case DEAL_ENTRY_IN:    return "in";
      case DEAL_ENTRY_INOUT: return "inout";
     }
   return "out"; // also a close by an opposite position
  }

void Member(string &json, const string name, const string value)
  {
   json += (json == "" ? "" : ",") + "\"" + name + "\":" + value;
  }

void Object(string &json, const string name, const string value)  { Member(json, name, value); }
void List(string &json, const string name, const string elements) { Member(json, name, "[" + elements + "]"); }
void Flag(string &json, const string name, const bool value)      { Member(json, name, value ? "true" : "false"); }
void Whole(string &json, const string name, const long value)     { Member(json, name, IntegerToString(value)); }
void Text(string &json, const string name, const string value)    { Member(json, name, Quoted(value)); }

// As text: the decimals that the terminal shows, and no binary remainder.
void Decimal(string &json, const string name, const double value, const int digits)
  {
   Member(json, name, "\"" + DoubleToString(value, digits) + "\"");
  }

// A time that is UTC already.
void Time(string &json, const string name, const datetime utc)
  {
   Member(json, name, "\"" + Rfc3339(utc) + "Z\"");
  }

// A time of the broker's clock, in milliseconds.
void Millis(string &json, const string name, const long server)
  {
   datetime utc = (datetime)(server / 1000) - ServerOffset();
   Member(json, name, "\"" + Rfc3339(utc) + StringFormat(".%03dZ", (int)(server % 1000)) + "\"");
  }

string Rfc3339(const datetime utc)
  {
   string text = TimeToString(utc, TIME_DATE | TIME_SECONDS); // yyyy.mm.dd hh:mm:ss
   StringReplace(text, ".", "-");
   StringReplace(text, " ", "T");
   return text;
  }

// Seconds that the broker's clock is ahead of UTC now, to the quarter of an hour.
int ServerOffset()
  {
   if(InpServerTimeFixed)
      return InpServerOffsetMin * 60;
   return (int)MathRound((double)(TimeTradeServer() - TimeGMT()) / 900.0) * 900;
  }

string Quoted(const string value)
  {
   string out = "\"";
   for(int i = 0; i < StringLen(value); i++)
     {
      ushort c = StringGetCharacter(value, i);
      if(c == '"' || c == '\\')
         out += "\\" + ShortToString(c);
      else if(c < 32)
         out += StringFormat("\\u%04x", c);
      else
         out += ShortToString(c);
     }
   return out + "\"";
  }

// ---- Sending. Without an answer the same bytes go again: the service takes a snapshot_id once. ----------------------

void Send(const datetime now)
  {
   string token = Token();
   if(token == "")
     {
      Say("no token: put an agent's token into MQL5\\Files\\" + InpTokenFile);
      nextTry = now + InpPeriodSeconds;
      return;
     }
   char body[], answer[];
   string headers = "Content-Type: application/json\r\nAuthorization: Bearer " + token + "\r\n", answered = "";
   int length = StringToCharArray(pendingBody, body, 0, WHOLE_ARRAY, CP_UTF8) - 1; // without the final zero
   ArrayResize(body, length);
   ResetLastError();
   int status = WebRequest("POST", InpUrl + "/api/v1/accounts/" + InpAccount + "/snapshots", headers, InpTimeoutMillis, body, answer, answered);
   int error = GetLastError();
   string text = CharArrayToString(answer, 0, WHOLE_ARRAY, CP_UTF8);
   if(status == 202)
      Accepted(now, text);
   else if(status == -1 || status == 429 || status >= 500)
      Again(now, status, error, answered);
   else
     {
      // Repeating it would not help. The next snapshot may be right, and the token may have been renewed.
      Say("refused with HTTP " + IntegerToString(status) + ": " + StringSubstr(text, 0, 300));
      pendingBody = "";
      nextTry = now + InpPeriodSeconds;
     }
  }

void Accepted(const datetime now, const string answer)
  {
   if(StringFind(answer, "\"result\":\"accepted\"") >= 0)
     {
      dealsFrom = pendingDealsTo;
      Say("connected: snapshots are accepted");
     }
   else
      Say("not accepted: " + StringSubstr(answer, 0, 300));
   pendingBody = "";
   failures = 0;
   nextTry = now + InpPeriodSeconds;
  }

void Again(const datetime now, const int status, const int error, const string headers)
  {
   failures++;
   int cap = (int)MathMin(BACKOFF_CAP, MathPow(2, MathMin(failures, 5)));
   int wait = 1 + MathRand() % cap;
   wait = (int)MathMax(wait, RetryAfter(headers));
   nextTry = now + wait;
   if(error == 4014)
      Say("the terminal forbids it: add " + InpUrl + " under Tools, Options, Expert Advisors, Allow WebRequest for listed URL");
   else
      Say(status == -1 ? "no answer, error " + IntegerToString(error) : "HTTP " + IntegerToString(status));
  }

int RetryAfter(const string headers)
  {
   string lower = headers;
   StringToLower(lower);
   int at = StringFind(lower, "retry-after:");
   return at < 0 ? 0 : (int)MathMin(300, StringToInteger(StringSubstr(lower, at + 12, 12)));
  }

// Read anew each time: tokens are renewed.
string Token()
  {
   int file = FileOpen(InpTokenFile, FILE_READ | FILE_TXT | FILE_ANSI | FILE_SHARE_READ);
   if(file == INVALID_HANDLE)
      return "";
   string token = FileReadString(file);
   FileClose(file);
   StringTrimLeft(token);
   StringTrimRight(token);
   return token;
  }

// Once per change, not once per second.
void Say(const string message)
  {
   if(message == lastSaid)
      return;
   lastSaid = message;
   Print("Ballast: ", message);
  }
