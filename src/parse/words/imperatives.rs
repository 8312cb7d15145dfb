//! The imperatives that open an instruction.

/// Lower case, separated by white space: first words of steps in public operations manuals, plus the
/// verbs of system administration.
pub(super) const IMPERATIVES: &str = "
abort accept access acknowledge activate adapt add adjust administer advise agree alert
allocate allow alter amend analyse analyze announce answer append apply approve archive arrange
ask assert assess assign associate attach attempt audit authenticate authorise authorize avoid
back backup begin bind block boot bounce bring browse build bump bypass calculate call cancel
capture cast catch cd change check chmod choose chown clarify clean clear click clone close
collect combine commit communicate compare compile complete compress compute configure confirm
connect consider consult contact continue convert coordinate copy cordon correct correlate
count create cross cut deactivate debug decide declare decode decommission decompress decrease
decrypt define defragment delegate delete demote deploy deprovision deregister describe
deselect destroy detach detect determine diagnose diff dig disable discard disconnect discuss
dismiss display dispose distribute divide do document double downgrade download downscale drag
drain drop dump duplicate edit eject email empty enable encrypt end engage enlarge ensure enter
erase escalate establish estimate evacuate evaluate evict examine exclude exec execute exit
expand expect expire explore export expose extend extract fetch fill filter finalise finalize
find finish fix flag flash flip flush focus follow force forget fork format forward free freeze
fsck gather generate get give go grab grant grep grow guarantee halt handle hit hold identify
ignore implement import improve include increase increment inform initialise initialize
initiate inject input insert inspect install instruct integrate interrupt introduce invalidate
investigate invite invoke involve isolate issue iterate join journal jump keep kick kill know
label launch leave let lift limit link list listen load locate lock log login look loop lower
maintain make manage map mark match measure merge migrate minimise minimize mirror mitigate
modify monitor mount move mute name navigate negotiate note notify observe obtain offload omit
open optimise optimize override overwrite pack page partition pass paste patch pause perform
permit pick pin ping pipe place plan plug poll populate post power prepare preserve press
prevent print prioritise prioritize proceed produce promote prompt protect prove provide
provision prune publish pull purge push put quarantine query quit raise rate re-apply re-check
re-create re-deploy re- enable re-run reach read reapply reassess reassign rebalance reboot
rebuild recheck reclaim recompile reconcile reconfigure reconnect record recover recreate
recycle redeploy redirect reduce reenable refer refine reformat refresh refuse regenerate
register reinitialize reinstall reinstate reissue reject relaunch release reload relocate
remediate remember remind remount remove rename render renew reopen reorder repair repeat
replace replay replicate reply report reproduce request requeue rerun rescale reschedule
research reserve reset resize resolve respond restart restore restrict resume resync retain
retest retire retrieve retry return reuse revert review revise revoke rewrite right-click rm
roll rollback rotate route rsync run sanitise sanitize save scale scan schedule scp scroll seal
search secure see seed select send separate set setup shift ship show shrink shut shutdown sign
silence simulate skip sleep slow snapshot solve sort specify spin split spot ssh stage start
stay stop store strip study submit subscribe substitute subtract sudo suggest supply suppress
suspend swap switch sync synchronise synchronize tag tail taint take talk tap tell terminate
test throttle tick tidy toggle touch trace track transfer translate treat triage trigger trim
troubleshoot truncate trust try tune turn type unblock uncheck uncomment uncordon undeploy
understand undo unfreeze uninstall unlink unload unlock unmount unpack unpause unplug
unregister unseal unset unsilence unsubscribe untag untar unzip update upgrade upload upscale
use vacuum validate verify view visit wait walk warm warn watch weigh whitelist wipe work wrap
write yield zip zoom
";
